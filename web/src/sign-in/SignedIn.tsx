import { useEffect, useState } from 'react';
import { useProduct } from '../product';
import { Restoring } from './Restoring';
import { SignIn } from './SignIn';

// The code is good for one use: a second render must not spend it again.
let finishing: Promise<string> | undefined;

/** The redirect URI: ends the code flow and goes where the person wanted to. */
export function SignedIn({ onDone }: { readonly onDone: (path: string) => void }) {
  const { session } = useProduct();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    finishing ??= session.finishSignIn();
    finishing.then(onDone, () => {
      setFailed(true);
    });
  }, [session, onDone]);
  return failed ? <SignIn reason="failed" /> : <Restoring />;
}
