import { Component, Suspense, type ReactNode } from 'react';
import { AttemptContext } from '../live/useFreshQuery';
import { ErrorNote } from './ErrorNote';
import styles from './Boundary.module.css';

interface BoundaryProps {
  readonly children: ReactNode;
  /** Shaped like the content. */
  readonly fallback: ReactNode;
  /** A change forgets the error. */
  readonly resetKey?: string;
  /** It holds the whole screen: a failure needs a heading of its own. */
  readonly screen?: boolean;
}

interface BoundaryState {
  readonly error: unknown;
  readonly failed: boolean;
  readonly attempt: number;
  readonly resetKey: string | undefined;
}

/** Waiting and failing of one part of a page; the rest goes on. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = {
    error: null,
    failed: false,
    attempt: 0,
    resetKey: this.props.resetKey,
  };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { error, failed: true };
  }

  static getDerivedStateFromProps(
    props: BoundaryProps,
    state: BoundaryState,
  ): Partial<BoundaryState> | null {
    if (props.resetKey === state.resetKey) return null;
    return { resetKey: props.resetKey, failed: false, error: null };
  }

  private readonly retry = () => {
    this.setState(({ attempt }) => ({ failed: false, error: null, attempt: attempt + 1 }));
  };

  override render() {
    const { failed, error, attempt } = this.state;
    if (failed) {
      return (
        <div className={styles.error}>
          <ErrorNote error={error} onRetry={this.retry} screen={this.props.screen} />
        </div>
      );
    }
    return (
      <AttemptContext.Consumer>
        {(outer) => (
          <AttemptContext value={attempt === 0 ? outer : `${outer}/${String(attempt)}`}>
            <Suspense
              key={attempt}
              fallback={<div className={styles.late}>{this.props.fallback}</div>}
            >
              {this.props.children}
            </Suspense>
          </AttemptContext>
        )}
      </AttemptContext.Consumer>
    );
  }
}
