import { useState } from 'react'
import { Dialog, Kbd, Switch } from '#kernel/ui/index.ts'
import {
  keysInWords,
  type Shortcut,
  setSingleKeysAct,
  singleKeysAct,
  useShortcut,
  useShortcutList,
} from './shortcuts.ts'

/** What the keys do in lists and fields, whichever the page. */
const everywhere: readonly Shortcut[] = [
  { keys: 'ArrowUp ArrowDown', label: 'Aller d’une ligne à l’autre', group: 'Listes et champs' },
  { keys: 'Enter', label: 'Ouvrir la ligne', group: 'Listes et champs' },
  { keys: 'Espace', label: 'Choisir la ligne ou la réponse', group: 'Listes et champs' },
  { keys: 'Delete', label: 'Revenir à « Non demandé »', group: 'Listes et champs' },
]

const words = (keys: string) => keysInWords(keys.replace('ArrowUp', '↑').replace('ArrowDown', '↓'))

/** The list that `?` opens. */
export function ShortcutHelp() {
  const [isOpen, setOpen] = useState(false)
  const [single, setSingle] = useState(singleKeysAct)
  useShortcut('?', () => setOpen(true), { label: 'Voir tous les raccourcis', group: 'Partout' })
  const shortcuts = [...useShortcutList(), ...everywhere]
  const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))]
  return (
    <Dialog title="Raccourcis du clavier" isOpen={isOpen} onOpenChange={setOpen} size="large">
      <div className="shortcut-groups">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => (
                  <div key={`${shortcut.keys} ${shortcut.label}`}>
                    <dt>{shortcut.label}</dt>
                    <dd>
                      <Kbd>{words(shortcut.keys)}</Kbd>
                      <span className="visually-hidden">{words(shortcut.keys)}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        isSelected={single}
        onChange={(act) => {
          setSingle(act)
          setSingleKeysAct(act)
        }}
      >
        Raccourcis d’une seule touche (à couper si vous dictez au clavier)
      </Switch>
    </Dialog>
  )
}
