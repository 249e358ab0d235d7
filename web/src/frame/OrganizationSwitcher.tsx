import { Check, ChevronsUpDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import floating from '../ui/Floating.module.css';
import { words } from '../words';
import { useOrganization } from './organization';
import styles from './Rail.module.css';

export function OrganizationSwitcher({ folded }: { readonly folded: boolean }) {
  const { current, all, choose } = useOrganization();
  const face = (
    <>
      <span className={styles.monogram} aria-hidden>
        {current.name.slice(0, 1)}
      </span>
      {!folded && <span className={styles.organizationName}>{current.name}</span>}
    </>
  );
  if (all.length < 2) return <div className={styles.organization}>{face}</div>;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={styles.organization}
        aria-label={`${words.frame.switchOrganization}: ${current.name}`}
      >
        {face}
        {!folded && <ChevronsUpDown size={14} className={styles.chevron} aria-hidden />}
      </DropdownMenu.Trigger>
        <DropdownMenu.Content className={floating.menu} align="start" sideOffset={4}>
          <DropdownMenu.Label className={floating.menuLabel}>
            {words.frame.organization}
          </DropdownMenu.Label>
          {all.map(({ id, name, role }) => (
            <DropdownMenu.Item
              key={id}
              className={floating.item}
              onSelect={() => {
                choose(id);
              }}
            >
              {name}
              <span className={floating.itemNote}>{words.frame.roles[role] ?? role}</span>
              {id === current.id && <Check size={15} aria-hidden />}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
