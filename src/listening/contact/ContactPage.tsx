import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { FileQuestion } from 'lucide-react'
import { call, OfflineError, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { ButtonLink, Empty, ErrorState, Loading } from '#kernel/ui/index.ts'
import { blankContact } from './blank.ts'
import { ContactReading } from './ContactReading.tsx'
import { ContactWork } from './ContactWork.tsx'
import { readContact } from './contract.ts'
import { creationOf, firstAddressOf, isLocal, nowKnownAs } from './offline.ts'
import { contactKey } from './useContactSaver.ts'

/** One contact, from the second it is picked up. */
export function ContactPage() {
  const { id = '' } = useParams({ strict: false })
  const first = firstAddressOf(id)
  return isLocal(first) ? <LocalContact key={first} localId={first} /> : <ServerContact key={id} id={id} />
}

/** A contact picked up while the server was away: it is written here first, and made there as soon as it answers. */
function LocalContact({ localId }: { localId: string }) {
  const router = useRouter()
  const creation = creationOf(localId)
  if (!creation) {
    return (
      <>
        <PageHeader title="Contact gardé sur ce poste" />
        <Empty
          title="Ce contact n’était pas encore sur le serveur."
          icon={FileQuestion}
          actions={<ButtonLink href="/bureau">Revenir au tableau de bord</ButtonLink>}
        >
          Ce qui a été saisi est gardé sur ce poste. Il rejoindra vos brouillons dès que le serveur répondra.
        </Empty>
      </>
    )
  }
  return (
    <ContactWork
      contact={blankContact(localId, creation)}
      creation={creation}
      onCreated={(id) => {
        nowKnownAs(localId, id)
        router.history.replace(`/bureau/contacts/${id}`)
      }}
    />
  )
}

function ServerContact({ id }: { id: string }) {
  const contact = useQuery({
    queryKey: contactKey(id),
    queryFn: ({ signal }) => call(readContact, { params: { id }, signal }),
    // What is on screen is brought up to date by saving, and read anew each time the page is opened.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  if (contact.data) {
    return contact.data.abilities.edit ? (
      <ContactWork contact={contact.data} />
    ) : (
      <ContactReading contact={contact.data} />
    )
  }
  if (!contact.error) {
    return (
      <>
        <PageHeader title="Contact" back={{ href: '/bureau', label: 'Tableau de bord' }} />
        <Loading label="Le contact arrive…" lines={8} />
      </>
    )
  }
  const isMissing = contact.error instanceof RefusalError && contact.error.code === 'not_found'
  return (
    <>
      <PageHeader title="Contact" back={{ href: '/bureau', label: 'Tableau de bord' }} />
      {isMissing ? (
        <Empty
          title="Ce contact est introuvable, ou c’est le brouillon de quelqu’un d’autre."
          icon={FileQuestion}
          actions={<ButtonLink href="/bureau">Revenir au tableau de bord</ButtonLink>}
        >
          Un brouillon n’est lu que par la personne qui l’écrit et par la coordination.
        </Empty>
      ) : (
        <ErrorState
          title={
            contact.error instanceof OfflineError
              ? 'Le serveur ne répond pas'
              : 'Le contact n’a pas pu être ouvert'
          }
          kept={
            contact.error instanceof OfflineError
              ? 'Ce que vous aviez saisi reste gardé sur ce poste.'
              : sentenceOf(contact.error)
          }
          onRetry={() => void contact.refetch()}
        />
      )}
    </>
  )
}
