package foundry.local.postgres;

import foundry.local.data.Refusal;
import foundry.local.postgres.Programs.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's files on disk: made once in one step, configured anew at every start. */
final class Cluster {
  private static final String MAJOR_VERSION = "18";

  private final Programs programs;
  private final Path folder;

  private Cluster(Programs programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  static Cluster open(Programs programs, Path parent, Path passwordFile) {
    Path folder = parent.resolve("cluster");
    try {
      if (!Files.exists(folder)) create(programs, folder, passwordFile);
      checkVersion(folder);
      return new Cluster(programs, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Under another name first, so that a crash half-way leaves nothing that looks finished. */
  private static void create(Programs programs, Path folder, Path passwordFile) throws IOException {
    Path partial = folder.resolveSibling("cluster.partial");
    if (Files.exists(partial)) Binaries.delete(partial);
    Result made = programs.run("initdb", initdb(partial, passwordFile));
    if (!made.isSuccess()) {
      throw new Refusal(
          "PostgreSQL's files cannot be made in %s:\n%s".formatted(folder, made.output()),
          "Check the free space and the rights of that folder.");
    }
    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** PostgreSQL's own UTF-8 locale: the same order and case rules on every machine. */
  private static List<String> initdb(Path folder, Path passwordFile) {
    return List.of(
        "--pgdata=" + folder,
        "--username=" + Postgres.SUPERUSER,
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums");
  }

  private static void checkVersion(Path folder) throws IOException {
    Path file = folder.resolve("PG_VERSION");
    String found = Files.exists(file) ? Files.readString(file).strip() : "nothing";
    if (found.equals(MAJOR_VERSION)) return;
    throw new Refusal(
        "%s holds %s (expected: a PostgreSQL %s database).".formatted(folder, found, MAJOR_VERSION),
        "Move the folder away to start empty, or run the Foundry version that made it.");
  }

  void configure(int port) {
    try {
      Files.writeString(folder.resolve("postgresql.conf"), configuration(port));
      Files.writeString(folder.resolve("pg_hba.conf"), ACCESS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From this machine, with a password. */
  private static final String ACCESS =
      """
      host all all 127.0.0.1/32 scram-sha-256
      """;

  private static String configuration(int port) {
    return """
    # Written at every start: changes here are lost.
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    password_encryption = 'scram-sha-256'
    max_connections = 60

    # What was committed stays, whatever happens to the machine.
    fsync = on
    synchronous_commit = on
    full_page_writes = on
    wal_level = minimal
    max_wal_senders = 0
    max_wal_size = '512MB'

    # A guest on somebody's laptop.
    shared_buffers = '64MB'
    work_mem = '8MB'
    maintenance_work_mem = '64MB'
    jit = off
    io_method = 'sync'
    max_worker_processes = 2
    max_parallel_workers = 2
    max_parallel_workers_per_gather = 0
    autovacuum_max_workers = 1
    max_logical_replication_workers = 0

    timezone = 'UTC'
    log_timezone = 'UTC'
    datestyle = 'iso, ymd'
    log_min_messages = warning
    log_checkpoints = off
    log_line_prefix = '%%m [%%p] %%u '
    """
        .formatted(port);
  }

  /**
   * Stops a server that an earlier, killed process left behind on these files. A process of another
   * kind that has got its number since is left alone.
   */
  void stopOrphan() {
    Path file = folder.resolve("postmaster.pid");
    orphan(file).ifPresent(ignored -> stop());
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> orphan(Path file) {
    if (!Files.exists(file)) return Optional.empty();
    try (var lines = Files.lines(file)) {
      long pid = Long.parseLong(lines.findFirst().orElse("").strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(Cluster::isPostgres);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(c -> c.endsWith("/postgres")).orElse(true);
  }

  Result start(Path log) {
    return programs.run(
        "pg_ctl",
        List.of("start", "-w", "-s", "-t", "60", "-D", folder.toString(), "-l", log.toString()));
  }

  /** Ends open transactions; if that takes too long, ends everything: the log replays at start. */
  void stop() {
    if (stop("fast", 10).isSuccess()) return;
    stop("immediate", 10);
  }

  private Result stop(String mode, int secondsMax) {
    var seconds = String.valueOf(secondsMax);
    return programs.run(
        "pg_ctl", List.of("stop", "-w", "-s", "-t", seconds, "-m", mode, "-D", folder.toString()));
  }
}
