package foundry.ai.retrieve;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;

/** How documents and passages are written down in Lucene, and read back. */
final class Records {
  /** On the head and on all passages of a document: replaced and deleted as one. */
  static final String KEY = "key";

  /** On the head alone: the document's key once more, with what is known about the whole. */
  static final String HEAD = "head";

  static final String VERSION = "version";
  static final String PASSAGES = "passages";
  static final String COLLECTION = "collection";
  static final String DOCUMENT = "document";
  static final String TITLE = "title";
  static final String TEXT = "text";
  static final String VECTOR = "vector";

  private static final String ID = "id";
  private static final String PAGE = "page";
  private static final String PAGE_LABEL = "page_label";
  private static final String START = "start";
  private static final String END = "end";

  private Records() {}

  static List<Document> of(IndexedDocument document) {
    var records = new ArrayList<Document>(document.passages().size() + 1);
    records.add(head(document));
    for (int i = 0; i < document.passages().size(); i++) {
      records.add(passage(document, document.passages().get(i), document.vectors().get(i)));
    }
    return records;
  }

  private static Document head(IndexedDocument document) {
    var record = new Document();
    record.add(new StringField(KEY, document.key().value(), Field.Store.NO));
    record.add(new StringField(HEAD, document.key().value(), Field.Store.NO));
    record.add(new StoredField(VERSION, document.version()));
    record.add(new StoredField(PASSAGES, document.passages().size()));
    return record;
  }

  private static Document passage(IndexedDocument document, Passage passage, float[] vector) {
    var key = document.key();
    var record = new Document();
    record.add(new StringField(KEY, key.value(), Field.Store.NO));
    record.add(new StringField(COLLECTION, key.collection().toString(), Field.Store.NO));
    record.add(new StringField(DOCUMENT, key.document().toString(), Field.Store.YES));
    record.add(new TextField(TITLE, document.title(), Field.Store.YES));
    record.add(new TextField(TEXT, passage.text(), Field.Store.YES));
    record.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
    record.add(new StoredField(ID, passage.id()));
    record.add(new StoredField(PAGE, passage.page()));
    record.add(new StoredField(PAGE_LABEL, passage.pageLabel()));
    record.add(new StoredField(START, passage.start()));
    record.add(new StoredField(END, passage.end()));
    return record;
  }

  static Found found(Document record, double score) {
    return new Found(
        record.get(ID),
        record.get(DOCUMENT),
        record.get(TITLE),
        number(record, PAGE),
        record.get(PAGE_LABEL),
        number(record, START),
        number(record, END),
        record.get(TEXT),
        score);
  }

  static int number(Document record, String name) {
    var field = record.getField(name);
    var value = field == null ? null : field.numericValue();
    if (value == null) throw new IllegalStateException("the index holds a record without " + name);
    return value.intValue();
  }
}
