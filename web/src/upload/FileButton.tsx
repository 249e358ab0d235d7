import { useRef, type ComponentProps, type ReactNode } from 'react';
import { useProduct } from '../product';
import { Button } from '../ui/Button';
import { acceptAttribute } from './accepted';

interface FileButtonProps {
  readonly label: string;
  readonly accessibleLabel?: string;
  readonly icon?: ReactNode;
  readonly tone?: 'primary' | 'plain';
  readonly small?: boolean;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

export function FileButton(props: FileButtonProps) {
  const { config } = useProduct();
  const input = useRef<HTMLInputElement>(null);
  const pick: ComponentProps<'input'>['onChange'] = (event) => {
    props.onFiles(Array.from(event.target.files ?? []));
    // The same file may be chosen again after it was refused or stopped.
    event.target.value = '';
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={acceptAttribute(config)}
        multiple={props.multiple}
        aria-label={words(props)}
        onChange={pick}
      />
      <Button
        tone={props.tone ?? 'plain'}
        small={props.small ?? false}
        icon={props.icon}
        aria-label={props.accessibleLabel}
        onClick={() => input.current?.click()}
      >
        {props.label}
      </Button>
    </>
  );
}

function words({ accessibleLabel, label }: FileButtonProps): string {
  return accessibleLabel ?? label;
}
