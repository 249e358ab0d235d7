import './base.css';

// The hidden frame of a silent sign-in loads this page too: it must not start the whole product.
if (window.location.pathname === '/silent') {
  const { finishSilentSignIn } = await import('@foundry/client/session');
  await finishSilentSignIn();
} else {
  const { start } = await import('./start');
  const root = document.getElementById('root');
  if (root) await start(root);
}
