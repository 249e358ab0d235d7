import { Compass } from 'lucide-react';
import { Link } from 'react-router';
import { homePath } from '../paths';
import { EmptyNote } from '../ui/EmptyNote';
import button from '../ui/Button.module.css';
import { words } from '../words';

export function NotFound() {
  return (
    <EmptyNote
      screen
      icon={<Compass size={20} aria-hidden />}
      action={
        <Link className={`${button.button ?? ''} ${button.plain ?? ''}`} to={homePath}>
          {words.state.toHome}
        </Link>
      }
    >
      {words.state.notFound}
    </EmptyNote>
  );
}
