package foundry.api.graphql.plan;

/** How many cells an object takes at run time: what was read of it, then what hangs on it. */
final class Room {
  private int cells;
  private int children;

  Room(int cells) {
    this.cells = cells;
  }

  int addCell() {
    return cells++;
  }

  int addChild() {
    return children++;
  }

  /** Where a child is; known once the whole document is compiled. */
  int at(int child) {
    return cells + child;
  }

  int children() {
    return children;
  }

  int size() {
    return cells + children;
  }
}
