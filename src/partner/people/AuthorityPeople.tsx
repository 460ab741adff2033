import { useQuery } from '@tanstack/react-query'
import { UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  Badge,
  Banner,
  Button,
  Dialog,
  Empty,
  ErrorState,
  Panel,
  plural,
  Stack,
  Table,
  When,
} from '#kernel/ui/index.ts'
import { partnerRole } from '#vocabulary'
import { type AuthorityPerson, listAuthorityPeople } from './contract.ts'
import { InviteForm } from './InviteForm.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { peopleKey } from './peopleKey.ts'

/** Who comes in for an authority, on its page: invite, close, open again. */
export function AuthorityPeople({ authorityId }: { authorityId: string }) {
  const [isInviting, setInviting] = useState(false)
  const [opened, setOpened] = useState<AuthorityPerson | null>(null)
  const people = useQuery({
    queryKey: peopleKey(authorityId),
    queryFn: ({ signal }) => call(listAuthorityPeople, { params: { id: authorityId }, signal }),
  })
  return (
    <Panel
      title="Personnes qui reçoivent"
      lead="Sur l’espace partenaire, chacune sous son nom. Une personne lit les envois une fois qu’elle a créé sa clé."
      actions={
        <Button icon={UserRoundPlus} onPress={() => setInviting(true)}>
          Inviter quelqu’un
        </Button>
      }
    >
      {people.error ? (
        <ErrorState kept={sentenceOf(people.error)} onRetry={() => void people.refetch()} />
      ) : (
        <Stack gap={4}>
          {people.data && <Readers count={people.data.readers} />}
          <Table
            name="authority-people"
            caption="Personnes qui reçoivent"
            hideCaption
            isPlain
            columns={columns}
            rows={people.data?.items ?? []}
            rowId={(one) => one.id}
            rowLabel={(one) => one.name}
            onOpen={setOpened}
            isLoading={people.isPending}
            empty={<Empty title="Personne n’est encore invité." />}
          />
        </Stack>
      )}
      <Dialog title="Inviter quelqu’un" isOpen={isInviting} onOpenChange={setInviting}>
        {isInviting && <InviteForm authorityId={authorityId} onClose={() => setInviting(false)} />}
      </Dialog>
      {opened && (
        <PersonDialog
          key={opened.id}
          authorityId={authorityId}
          person={opened}
          onClose={() => setOpened(null)}
        />
      )}
    </Panel>
  )
}

/** Whether anybody can read what would be sent. */
function Readers({ count }: { count: number }) {
  if (count === 0)
    return (
      <Banner tone="danger" title="Personne ne peut lire ce qui serait envoyé">
        Invitez quelqu’un et attendez que sa clé soit créée ; d’ici là, remettez les transmissions en main
        propre.
      </Banner>
    )
  if (count === 1)
    return (
      <Banner tone="attention" title="Une seule personne peut lire">
        Son absence laisserait une alerte sans lecteur : invitez-en une deuxième.
      </Banner>
    )
  return <p className="muted">{plural(count, 'personne peut lire', 'personnes peuvent lire')} les envois.</p>
}

const columns = [
  {
    id: 'name',
    title: 'Nom et adresse',
    cell: (one: AuthorityPerson) => (
      <>
        {one.name}
        <br />
        <small className="muted">{one.email}</small>
      </>
    ),
    isRowHeader: true,
  },
  { id: 'role', title: 'Rôle', cell: (one: AuthorityPerson) => partnerRole.label(one.role) },
  { id: 'state', title: 'État', cell: (one: AuthorityPerson) => <State person={one} /> },
  {
    id: 'lastSignInAt',
    title: 'Dernière visite',
    cell: (one: AuthorityPerson) =>
      one.lastSignInAt ? <When at={one.lastSignInAt} /> : <span className="muted">jamais</span>,
  },
]

function State({ person }: { person: AuthorityPerson }) {
  if (!person.active) return <Badge>Fermé</Badge>
  if (!person.keyAddedAt) return <Badge tone="attention">Sans clé encore</Badge>
  return <Badge tone="positive">Reçoit</Badge>
}
