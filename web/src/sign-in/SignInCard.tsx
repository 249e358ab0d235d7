import type { ReactNode } from 'react';
import { Logo } from '../ui/icons';
import { words } from '../words';
import styles from './SignIn.module.css';

interface SignInCardProps {
  readonly lead: string;
  readonly children: ReactNode;
}

export function SignInCard({ lead, children }: SignInCardProps) {
  return (
    <main className={styles.page}>
      <section className={styles.card} aria-labelledby="sign-in">
        <Logo size={40} />
        <div>
          <h1 id="sign-in" className={styles.heading}>
            {words.signIn.heading}
          </h1>
          <p className={styles.lead}>{lead}</p>
        </div>
        {children}
      </section>
    </main>
  );
}
