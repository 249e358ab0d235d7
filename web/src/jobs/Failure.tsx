import { graphql, useFragment } from 'react-relay';
import type { Failure_failure$key } from '../__generated__/Failure_failure.graphql';
import styles from './Failure.module.css';

/** The cause, and what to do about it. */
export function Failure({ failure }: { readonly failure: Failure_failure$key }) {
  const { cause, nextStep } = useFragment(
    graphql`
      fragment Failure_failure on Failure @throwOnFieldError {
        code
        cause
        nextStep
      }
    `,
    failure,
  );
  return (
    <p className={styles.failure}>
      <span className={styles.cause}>{cause}</span> {nextStep}
    </p>
  );
}
