import { useQuery } from '@tanstack/react-query'
import { Link2, Unlink, UserMinus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { Button, IconButton, Menu, Panel, TextLink } from '#kernel/ui/index.ts'
import { listColleagues } from '#office/account/contract.ts'
import {
  assignSituation,
  linkSituations,
  type Situation,
  unassignSituation,
  unlinkSituations,
} from './contract.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { useAct } from './useAct.ts'
import { linkInWords } from './words.ts'

/** The other minors around this one, each with a file of their own. */
export function LinkedFiles({ file }: { file: Situation }) {
  const [isLinking, setLinking] = useState(false)
  const { attempt } = useAct(file.id)
  const unlink = ({ situation, kind, isReversed }: Situation['links'][number]) => {
    // Put back, a link must be written again from the end it was written from.
    const params = isReversed ? { id: situation.id, other: file.id } : { id: file.id, other: situation.id }
    return attempt(() => call(unlinkSituations, { params }), {
      text: `Lien avec ${situation.reference} retiré.`,
      undo: () => call(linkSituations, { params, input: { kind } }),
      undone: 'Lien remis.',
    })
  }
  return (
    <Panel
      title="Situations liées"
      isQuiet
      actions={
        file.abilities.edit && (
          <Button size="small" variant="plain" icon={Link2} onPress={() => setLinking(true)}>
            Lier
          </Button>
        )
      }
    >
      {file.links.length === 0 ? (
        <p className="muted small">Aucune. Frère, sœur, ami, compagnon de fugue : chacun a son dossier.</p>
      ) : (
        <ul className="situation-people">
          {file.links.map((link) => (
            <li key={link.situation.id}>
              <span>
                <TextLink href={`/bureau/situations/${link.situation.id}`}>
                  {link.situation.reference}
                </TextLink>
                <small>{linkInWords(link)}</small>
              </span>
              {file.abilities.edit && (
                <IconButton
                  icon={Unlink}
                  size="small"
                  label={`Délier ${link.situation.reference}`}
                  onPress={() => void unlink(link)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {isLinking && <LinkDialog file={file} onClose={() => setLinking(false)} />}
    </Panel>
  )
}

/** Who follows the file. */
export function Assigned({ file }: { file: Situation }) {
  const { attempt } = useAct(file.id)
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => call(listColleagues, { signal }),
    enabled: file.abilities.assign,
    staleTime: 5 * 60_000,
  })
  const free = (colleagues.data?.items ?? []).filter(
    (one) => one.role !== 'reception' && !file.assigned.some((person) => person.id === one.id),
  )
  const params = (account: string) => ({ id: file.id, account })
  const assign = (person: { id: string; name: string }) =>
    attempt(() => call(assignSituation, { params: params(person.id) }), {
      text: `${person.name} suit maintenant ${file.reference}.`,
      undo: () => call(unassignSituation, { params: params(person.id) }),
    })
  const unassign = (person: { id: string; name: string }) =>
    attempt(() => call(unassignSituation, { params: params(person.id) }), {
      text: `${person.name} ne suit plus ${file.reference}.`,
      undo: () => call(assignSituation, { params: params(person.id) }),
    })
  return (
    <Panel
      title="Suivie par"
      isQuiet
      actions={
        file.abilities.assign &&
        free.length > 0 && (
          <Menu
            label="Confier"
            icon={UserPlus}
            variant="plain"
            size="small"
            items={free.map((person) => ({
              id: person.id,
              label: person.name,
              onAction: () => void assign(person),
            }))}
          />
        )
      }
    >
      {file.assigned.length === 0 ? (
        <p className="muted small">Personne pour l’instant.</p>
      ) : (
        <ul className="situation-people">
          {file.assigned.map((person) => (
            <li key={person.id}>
              <span>{person.name}</span>
              {file.abilities.assign && (
                <IconButton
                  icon={UserMinus}
                  size="small"
                  label={`Retirer ${person.name} du suivi`}
                  onPress={() => void unassign(person)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
