package foundry.ai.retrieve;

import foundry.ai.Limits;
import foundry.ai.text.Terms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Searches by meaning (vectors) and by words (BM25) and merges both rankings by reciprocal rank
 * fusion (Cormack, Clarke and Buettcher, 2009): ranks compare, scores of different kinds do not.
 */
final class HybridSearch {
  /** The constant of the paper; it keeps a single first place from outweighing two good ones. */
  private static final int RANK_OFFSET = 60;

  /** Candidates a ranking brings in, at least: a passage may be good in both and first in none. */
  private static final int CANDIDATES_MIN = 50;

  private static final int CANDIDATES_PER_WANTED = 3;

  /** A word in the title says less about one passage than a word in its text. */
  private static final float TITLE_WEIGHT = 0.3f;

  private HybridSearch() {}

  static List<Found> find(IndexSearcher searcher, Query query, float[] vector) throws IOException {
    int candidates = Math.max(CANDIDATES_MIN, query.count() * CANDIDATES_PER_WANTED);
    var filter = filter(query);
    var byMeaning =
        searcher.search(
            new KnnFloatVectorQuery(Records.VECTOR, vector, candidates, filter), candidates);
    var byWords = searcher.search(words(query.text(), filter), candidates);
    return read(searcher, best(merge(byMeaning.scoreDocs, byWords.scoreDocs), query.count()));
  }

  private static org.apache.lucene.search.Query filter(Query query) {
    var filter = new BooleanQuery.Builder();
    var collection = new Term(Records.COLLECTION, query.collection().toString());
    filter.add(new TermQuery(collection), Occur.FILTER);
    if (!query.documents().isEmpty()) {
      var ids = query.documents().stream().map(UUID::toString).map(BytesRef::new).toList();
      filter.add(new TermInSetQuery(Records.DOCUMENT, ids), Occur.FILTER);
    }
    return filter.build();
  }

  private static org.apache.lucene.search.Query words(
      String text, org.apache.lucene.search.Query filter) {
    var words = new BooleanQuery.Builder();
    for (String term : Terms.of(text, Limits.QUERY_TERMS_MAX)) {
      words.add(new TermQuery(new Term(Records.TEXT, term)), Occur.SHOULD);
      var inTitle = new TermQuery(new Term(Records.TITLE, term));
      words.add(new BoostQuery(inTitle, TITLE_WEIGHT), Occur.SHOULD);
    }
    return new BooleanQuery.Builder()
        .add(words.build(), Occur.MUST)
        .add(filter, Occur.FILTER)
        .build();
  }

  /** Scores by Lucene's document number; 1 is the first of both rankings. */
  private static Map<Integer, Double> merge(ScoreDoc[] byMeaning, ScoreDoc[] byWords) {
    var scores = new HashMap<Integer, Double>();
    for (ScoreDoc[] ranking : List.of(byMeaning, byWords)) {
      for (int rank = 0; rank < ranking.length; rank++) {
        double score = (RANK_OFFSET + 1.0) / (RANK_OFFSET + 1.0 + rank) / 2;
        scores.merge(ranking[rank].doc, score, Double::sum);
      }
    }
    return scores;
  }

  private static List<Map.Entry<Integer, Double>> best(Map<Integer, Double> scores, int count) {
    return scores.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(count)
        .toList();
  }

  private static List<Found> read(IndexSearcher searcher, List<Map.Entry<Integer, Double>> best)
      throws IOException {
    var records = searcher.storedFields();
    var found = new ArrayList<Found>(best.size());
    for (var entry : best) {
      found.add(Records.found(records.document(entry.getKey()), entry.getValue()));
    }
    return found;
  }
}
