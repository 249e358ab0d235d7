import type { ComponentProps, ReactNode } from 'react';
import { Hint } from './Hint';
import styles from './Button.module.css';

type Tone = 'primary' | 'plain' | 'quiet' | 'danger';

interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: Tone;
  readonly small?: boolean;
  readonly icon?: ReactNode;
}

export function Button({ tone = 'plain', small, icon, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={[styles.button, styles[tone], small && styles.small, className]
        .filter(Boolean)
        .join(' ')}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<'button'> {
  /** Read out, and shown as a tooltip. */
  readonly label: string;
}

export function IconButton({ label, className, ...rest }: IconButtonProps) {
  return (
    <Hint text={label}>
      <button
        type="button"
        aria-label={label}
        className={[styles.icon, className].filter(Boolean).join(' ')}
        {...rest}
      />
    </Hint>
  );
}
