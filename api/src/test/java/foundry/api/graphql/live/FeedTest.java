package foundry.api.graphql.live;

import static org.assertj.core.api.Assertions.assertThat;

import foundry.api.TestApi;
import foundry.api.TestTypes;
import foundry.api.database.Channel;
import foundry.api.database.Database;
import foundry.api.database.Reads;
import foundry.api.database.SignIn;
import foundry.api.graphql.Engine;
import foundry.api.graphql.errors.ErrorCode;
import foundry.api.graphql.errors.Refusal;
import foundry.api.graphql.plan.CompiledDocument;
import foundry.api.identity.Identities;
import foundry.api.identity.Session;
import foundry.http.EventStream;
import foundry.postgres.Notifications;
import foundry.telemetry.Tracer;
import foundry.viewer.OrgId;
import foundry.viewer.UserId;
import graphql.parser.Parser;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FeedTest {
  private static final String DOCUMENT = "subscription { job(id: \"job_0\") { delta } }";

  /** Breaks as nothing in the product is meant to. */
  private record Broken(OrgId org) implements SharedTopic {
    @Override
    public boolean heard(Channel channel, String payload) {
      return false;
    }

    @Override
    public Object key() {
      return "broken";
    }

    @Override
    public Refusal gone() {
      return new Refusal(ErrorCode.NOT_FOUND, "gone");
    }

    @Override
    public Object look(Reads reads) {
      throw new StackOverflowError();
    }

    @Override
    public Object about() {
      return "nothing";
    }

    @Override
    public Optional<?> advance(Object seen) {
      return Optional.empty();
    }

    @Override
    public List<?> news(Reads reads) {
      return List.of();
    }

    @Override
    public boolean isOver() {
      return false;
    }
  }

  private final Database database = Database.open(TestApi.app());
  private final Notifications<Channel> notifications =
      Notifications.open(TestApi.app(), Channel.class);
  private final Identities identities =
      new Identities(TestApi.ISSUER.url(), "foundry-api", new SignIn(database), Clock.systemUTC());
  private final Engine engine = new Engine(TestTypes.types().schema(), database, false);
  private final Streams streams =
      new Streams(engine, database, identities, notifications, Tracer.NONE);
  private final Streams.Parts parts = new Streams.Parts(engine, database, identities, Tracer.NONE);

  @AfterEach
  void close() {
    streams.close();
    notifications.close();
    database.close();
  }

  @Test
  void a_feed_whose_reading_breaks_tells_of_it_and_reads_on() {
    var document = new CompiledDocument("test", Parser.parse(DOCUMENT), TestTypes.types());
    var request = new Engine.Request(document, document.operation(null), Map.of());
    var session = new Session(new UserId(TestApi.person("Ann").id()), Instant.MAX);
    var topic = new Broken(new OrgId(TestApi.organization("Acme")));
    var pass = new Pass(identities, null, session, "test");
    var unanswered = new CompletableFuture<EventStream>();
    var nobody = new Stream(streams, parts, unanswered, request, pass, "test");
    var key = new Feed.Key(request.operation(), topic.key(), Map.of());
    var feed = streams.join(nobody, key, () -> new Feed(parts, request, topic, "test"));
    for (int look = 0; look < 2; look++) {
      long next = feed.ask();
      TestApi.await(() -> feed.seen() != null && feed.seen().number() >= next);
      assertThat(feed.seen()).isInstanceOf(Feed.Seen.Failed.class);
    }
    streams.leave(nobody, key);
  }
}
