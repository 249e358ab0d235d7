package foundry.ai.provider.upstream;

import io.vertx.core.Future;

/** Puts credentials on a request. */
@FunctionalInterface
public interface Signature {
  Future<UpstreamRequest> sign(UpstreamRequest request);

  static Signature none() {
    return Future::succeededFuture;
  }

  /** A header that is the same for every request. */
  static Signature header(String name, String value) {
    return request -> Future.succeededFuture(request.with(name, value));
  }

  static Signature bearer(String key) {
    return header("authorization", "Bearer " + key);
  }
}
