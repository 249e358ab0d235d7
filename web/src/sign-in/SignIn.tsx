import { ArrowRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useProduct } from '../product';
import { Button } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import { words } from '../words';
import styles from './SignIn.module.css';
import { SignInCard } from './SignInCard';

interface SignInProps {
  readonly reason: 'never' | 'expired' | 'failed';
}

export function SignIn({ reason }: SignInProps) {
  const { session, config } = useProduct();
  const [leaving, setLeaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    document.title = words.title(words.signIn.button);
  }, []);
  const signIn = () => {
    setLeaving(true);
    setError(null);
    session.signIn(returnTo()).catch((failure: unknown) => {
      setLeaving(false);
      setError(failure);
    });
  };
  return (
    <SignInCard lead={words.signIn.lead}>
      {reason !== 'never' && <p className={styles.note}>{words.signIn[reason]}</p>}
      {error !== null && <ErrorNote error={error} />}
      <Button tone="primary" className={styles.button ?? ''} disabled={leaving} onClick={signIn}>
        {leaving ? words.signIn.leaving : words.signIn.button}
        {!leaving && <ArrowRight size={16} aria-hidden />}
      </Button>
      {config.environment === 'dev' && <p className={styles.small}>{words.signIn.local}</p>}
    </SignInCard>
  );
}

function returnTo(): string {
  const { pathname, search } = window.location;
  return pathname === '/signed-in' ? '/' : pathname + search;
}
