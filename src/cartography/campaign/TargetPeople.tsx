import { Link2, UserMinus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Badge,
  Button,
  Cluster,
  CopyButton,
  Dialog,
  Empty,
  Form,
  formatDay,
  Panel,
  plural,
  Stack,
  TextField,
} from '#kernel/ui/index.ts'
import { campaignMessageKind, deliveryTrouble } from '#vocabulary'
import { addPerson, giveLink, removePerson, type Target } from './contract.ts'
import { useCampaignAct } from './useCampaignActs.ts'

type Person = Target['people'][number]

/** Who fills the answer: each with their link, what was written to them and how much they answered. */
export function TargetPeople({ target }: { target: Target }) {
  const [isAdding, setAdding] = useState(false)
  const [link, setLink] = useState<string | null>(null)
  const mayWrite = target.abilities.write && target.campaign.state !== 'closed'
  return (
    <Panel
      title="Personnes"
      lead="Plusieurs personnes remplissent une seule réponse ; l’une d’elles la signe."
      actions={
        mayWrite && (
          <Button icon={UserPlus} size="small" onPress={() => setAdding(true)}>
            Ajouter
          </Button>
        )
      }
    >
      {target.people.length === 0 ? (
        <Empty title="Personne n’est encore invité à répondre." />
      ) : (
        <Stack gap={4}>
          {target.people.map((person) => (
            <PersonLine
              key={person.id}
              person={person}
              mayWrite={mayWrite}
              isOpen={target.campaign.state === 'open'}
              onLink={setLink}
            />
          ))}
        </Stack>
      )}
      {isAdding && <AddPersonDialog targetId={target.id} onClose={() => setAdding(false)} />}
      {link && (
        <Dialog
          title="Lien personnel"
          lead="Il n’est montré qu’une fois et remplace le précédent. Remettez-le à cette personne seulement."
          isOpen
          onOpenChange={(isOpen) => !isOpen && setLink(null)}
          footer={<Button onPress={() => setLink(null)}>Fermer</Button>}
        >
          <Stack gap={3}>
            <code>{link}</code>
            <CopyButton text={link}>Copier le lien</CopyButton>
          </Stack>
        </Dialog>
      )}
    </Panel>
  )
}

interface PersonLineProps {
  readonly person: Person
  readonly mayWrite: boolean
  readonly isOpen: boolean
  readonly onLink: (link: string) => void
}

function PersonLine({ person, mayWrite, isOpen, onLink }: PersonLineProps) {
  const { act, isPending } = useCampaignAct()
  const params = { id: person.id }
  const give = () =>
    act(async () => {
      const { path } = await call(giveLink, { params })
      onLink(`${location.origin}${path}`)
      return undefined
    })
  const remove = () =>
    act(async () => {
      await call(removePerson, { params })
      return 'Personne retirée : son lien ne s’ouvre plus.'
    })
  return (
    <article>
      <strong>{person.name}</strong> {person.job && <span className="muted">{person.job}</span>}
      <div>
        {person.email ?? <span className="muted">sans adresse</span>} ·{' '}
        {person.openedAt ? `a ouvert le ${formatDay(person.openedAt)}` : 'n’a pas encore ouvert'} ·{' '}
        {plural(person.answers, 'réponse donnée', 'réponses données')}
      </div>
      <Cluster gap={2}>
        {person.typedBy && <Badge tone="accent">Au téléphone, saisi par {person.typedBy}</Badge>}
        {person.invitedBy && <Badge tone="accent">Invité par {person.invitedBy}</Badge>}
        {person.message && <MessageBadge message={person.message} />}
        {mayWrite && isOpen && (
          <Button size="small" variant="plain" icon={Link2} isPending={isPending} onPress={() => void give()}>
            Remettre un lien
          </Button>
        )}
        {mayWrite && (
          <Button
            size="small"
            variant="plain"
            icon={UserMinus}
            isPending={isPending}
            onPress={() => void remove()}
          >
            Retirer
          </Button>
        )}
      </Cluster>
    </article>
  )
}

function MessageBadge({ message }: { message: NonNullable<Person['message']> }) {
  const kind = campaignMessageKind.label(message.kind)
  if (message.sentAt) return <Badge>{`${kind} partie le ${formatDay(message.sentAt)}`}</Badge>
  return (
    <Badge tone="attention">
      {`${kind} pas encore partie${message.trouble ? ` : ${deliveryTrouble.label(message.trouble).toLowerCase()}` : ''}`}
    </Badge>
  )
}

function AddPersonDialog({ targetId, onClose }: { targetId: string; onClose: () => void }) {
  const { act, isPending } = useCampaignAct()
  const [written, setWritten] = useState({ name: '', email: '', job: '' })
  const [key] = useState(newId)
  const add = async () => {
    const { name, email, job } = written
    const isDone = await act(async () => {
      await call(addPerson, {
        params: { id: targetId },
        input: { name, email: email || null, job: job || null },
        key,
      })
      return 'Personne ajoutée.'
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title="Ajouter une personne"
      lead="Coordonnées professionnelles seulement. Si elle a une adresse, elle est invitée aussitôt."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={written.name.trim().length < 2}
            onPress={() => void add()}
          >
            Ajouter
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void add()}>
        <TextField
          label="Nom"
          value={written.name}
          onChange={(name) => setWritten({ ...written, name })}
          isRequired
          autoFocus
          maxLength={160}
        />
        <TextField
          label="Courriel"
          type="email"
          value={written.email}
          onChange={(email) => setWritten({ ...written, email })}
          maxLength={200}
        />
        <TextField
          label="Fonction"
          value={written.job}
          onChange={(job) => setWritten({ ...written, job })}
          maxLength={160}
        />
      </Form>
    </Dialog>
  )
}
