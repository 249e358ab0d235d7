import { words } from '../words';
import { Button } from './Button';
import styles from './Page.module.css';

interface Paging {
  readonly hasNext: boolean;
  readonly isLoadingNext: boolean;
  readonly loadNext: (count: number) => unknown;
}

const pageSize = 50;

export function MoreButton({ paging }: { readonly paging: Paging }) {
  if (!paging.hasNext) return null;
  return (
    <div className={styles.more}>
      <Button
        tone="quiet"
        disabled={paging.isLoadingNext}
        onClick={() => {
          paging.loadNext(pageSize);
        }}
      >
        {words.state.more}
      </Button>
    </div>
  );
}
