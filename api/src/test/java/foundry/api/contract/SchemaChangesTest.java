package foundry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of change, made to one small schema. */
final class SchemaChangesTest {
  private static final String SDL =
      """
      directive @mark(by: String) on FIELD_DEFINITION
      directive @semanticNonNull(levels: [Int!]! = [0]) on FIELD_DEFINITION
      type Query { book(id: ID!, page: Int = 1, old: Boolean, tags: [String!]): Book any: Any kind: Kind }
      type Mutation { write(input: Wish!): Book }
      interface Node { id: ID! }
      type Book implements Node { id: ID! title: String! pages: Int tags: [String!]! }
      type Film { id: ID! cast: [String] @semanticNonNull(levels: [0, 1]) }
      type Song { id: ID! }
      type Hidden implements Node { id: ID! depth: Int }
      union Any = Book | Film
      enum Kind { NOVEL POEM }
      enum Order { TITLE PAGES }
      scalar Instant
      input Wish { title: String! pages: Int = 3 kind: Kind until: Instant by: Order }
      """;

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "pages: Int tags;      tags;                            Book.pages: removed",
        "depth: Int;           -;                               Hidden.depth: removed",
        "scalar Instant;       enum Instant { NOW };            Instant: was Scalar, is Enum",
        "Kind { NOVEL POEM };  Kind { NOVEL };                  Kind.POEM: removed",
        "Kind { NOVEL POEM };  Kind { NOVEL POEM ESSAY };       Kind.ESSAY: new",
        "Book | Film;          Book;                            Any = Film: removed",
        "Book | Film;          Book | Film | Song;              Any = Song: new",
        "Book implements Node; Book;                            Book implements Node: removed",
        "type Song {;          type Song implements Node {;     Song implements Node: new",
        "title: String! p;     title: String p;                 'Book.title: was String!, is String'",
        "pages: Int tags;      pages: Float tags;               'Book.pages: was Int, is Float'",
        "pages: Int tags;      pages: [Int] tags;               'Book.pages: was Int, is [Int]'",
        "[String!]! };         [String]! };                     'Book.tags: was [String!]!, is [String]!'",
        "[0, 1];               [0];                             'Film.cast: was null only with an error (level 1), is not'",
        "', old: Boolean';     -;                               Query.book(old): removed",
        "old: Boolean;         old: Boolean!;                   'Query.book(old): was Boolean, is Boolean!'",
        "old: Boolean;         old: Int;                        'Query.book(old): was Boolean, is Int'",
        "tags: [String!]);     tags: [String!]!);               'Query.book(tags): was [String!], is [String!]!'",
        "old: Boolean;         'old: Boolean, new: Int!';       'Query.book(new): new, and required'",
        "page: Int = 1;        page: Int = 2;                   'Query.book(page): was 1 by default, is 2'",
        "page: Int = 1;        page: Int;                       'Query.book(page): was 1 by default, is nothing'",
        "old: Boolean;         old: Boolean = true;             'Query.book(old): was nothing by default, is true'",
        "pages: Int = 3;       -;                               Wish.pages: removed",
        "pages: Int = 3;       pages: Int! = 3;                 'Wish.pages: was Int, is Int!'",
        "pages: Int = 3;       pages: Int = 4;                  'Wish.pages: was 3 by default, is 4'",
        "pages: Int = 3;       pages: Int = 3 ink: String!;     'Wish.ink: new, and required'",
        "@mark(by: String);    @mark;                           @mark(by): removed",
        "@mark(by: String);    @other;                          @mark: removed",
      })
  void is_felt(String was, String is, String change) {
    assertThat(changes(was, is)).containsExactly(change);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "pages: Int tags;   pages: Int! tags",
        "id: ID!, page;     id: ID, page",
        "[String!]);        [String])",
        "old: Boolean;      'old: Boolean, new: Int! = 1'",
        "old: Boolean;      'old: Boolean, new: Int'",
        "pages: Int = 3;    pages: Int = 3 ink: String",
        "TITLE PAGES;       TITLE PAGES AUTHOR",
        "type Film {;       type Film { seconds: Int",
        "cast: [String];    cast: [String!]",
        "pages: Int tags;   pages: Int @semanticNonNull tags",
        "type Film {;       type Play { id: ID! } type Film {",
        "scalar Instant;    '\"When.\" scalar Instant'",
      })
  void is_not_felt(String was, String is) {
    assertThat(changes(was, is)).isEmpty();
  }

  private static Iterable<String> changes(String was, String is) {
    assertThat(SDL).contains(was);
    return SchemaChanges.between(SDL, SDL.replace(was, is == null ? "" : is));
  }
}
