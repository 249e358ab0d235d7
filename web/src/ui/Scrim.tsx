import styles from './Floating.module.css';

/**
 * Dims the page behind a dialog. The library's own overlay locks scrolling with an inline style
 * sheet, which the content security policy forbids, and the page itself does not scroll.
 */
export function Scrim() {
  return <div className={styles.overlay} aria-hidden />;
}
