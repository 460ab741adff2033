import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  Badge,
  Button,
  Cluster,
  CopyButton,
  Dialog,
  ErrorState,
  formatDay,
  Loading,
  Panel,
  Stack,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { deliveryTrouble, refreshMessageKind } from '#vocabulary'
import { serviceKey, useDirectoryActs } from '../directory/useDirectory.ts'
import { CorrespondentDialog } from './CorrespondentDialog.tsx'
import {
  addCorrespondent,
  type Correspondent,
  handLink,
  inviteCorrespondent,
  readRefresh,
  revokeLink,
  tellListed,
} from './contract.ts'
import { RefreshReplies } from './RefreshReplies.tsx'

/** Whom one writes to about an entry so that its own service keeps it, and what came back. */
export function RefreshPanel({ serviceId }: { serviceId: string }) {
  const can = useCan()
  const { attempt } = useDirectoryActs()
  const [isAdding, setAdding] = useState(false)
  const [handed, setHanded] = useState<{ path: string; expiresAt: string } | null>(null)
  const query = useQuery({
    queryKey: [...serviceKey(serviceId), 'refresh'],
    queryFn: ({ signal }) => call(readRefresh, { params: { id: serviceId }, signal }),
  })
  const params = { id: serviceId }
  const mayWrite = can(inviteCorrespondent.action)
  const { data } = query
  return (
    <Panel
      title="Relecture par le service"
      lead="Un lien personnel, sans compte : rien n’est changé sans vous."
    >
      {query.isPending && <Loading label="Lecture des correspondants…" lines={2} />}
      {query.isError && !data && (
        <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
      )}
      {data && (
        <Stack>
          <ul className="contact-lines">
            {data.correspondents.map((one) => (
              <Person
                key={one.id}
                one={one}
                mayWrite={mayWrite}
                onHand={async () => {
                  await attempt(
                    async () => setHanded(await call(handLink, { params: { id: one.id } })),
                    'Lien prêt : le précédent ne fonctionne plus.',
                  )
                }}
              />
            ))}
            {data.correspondents.length === 0 && <li>Personne n’a encore été sollicité.</li>}
          </ul>
          {mayWrite && (
            <Cluster gap={2}>
              {data.suggestions.map((one) => (
                <Button
                  key={one.email}
                  size="small"
                  onPress={() =>
                    void attempt(
                      () => call(addCorrespondent, { params, input: one }),
                      'Correspondant ajouté : vous pouvez lui écrire.',
                    )
                  }
                >
                  Ajouter {one.email}
                </Button>
              ))}
              <Button size="small" onPress={() => setAdding(true)}>
                Ajouter quelqu’un
              </Button>
              <Button
                size="small"
                onPress={() =>
                  void attempt(
                    () => call(tellListed, { params }),
                    'Les contacts qui ne l’étaient pas vont être avertis.',
                  )
                }
              >
                Avertir les contacts qu’ils y figurent
              </Button>
            </Cluster>
          )}
          <RefreshReplies replies={data.replies} />
        </Stack>
      )}
      {isAdding && <CorrespondentDialog serviceId={serviceId} onClose={() => setAdding(false)} />}
      {handed && <HandedDialog {...handed} onClose={() => setHanded(null)} />}
    </Panel>
  )
}

interface PersonProps {
  one: Correspondent
  mayWrite: boolean
  onHand: () => Promise<void>
}

function Person({ one, mayWrite, onHand }: PersonProps) {
  const { attempt } = useDirectoryActs()
  const params = { id: one.id }
  return (
    <li>
      <div>
        <strong>{one.name ?? one.email}</strong>
        {one.name && <span className="muted">{one.email}</span>}
        {one.objectedAt && <Badge tone="attention">Ne veut plus figurer</Badge>}
      </div>
      <p className="muted small">{stateOf(one)}</p>
      {mayWrite && !one.objectedAt && (
        <Cluster gap={2}>
          <Button
            size="small"
            onPress={() =>
              void attempt(
                () => call(inviteCorrespondent, { params }),
                'Le message part avec un nouveau lien.',
              )
            }
          >
            Demander une relecture
          </Button>
          <Button size="small" onPress={() => void onHand()}>
            Lien à remettre soi-même
          </Button>
          {one.link && (
            <Button
              size="small"
              onPress={() => void attempt(() => call(revokeLink, { params }), 'Le lien est fermé.')}
            >
              Fermer le lien
            </Button>
          )}
        </Cluster>
      )}
    </li>
  )
}

/** Where one stands with somebody: the last message, then the link. */
function stateOf({ message, link }: Correspondent): string {
  const said = message
    ? message.sentAt
      ? `${refreshMessageKind.label(message.kind)}, message parti le ${formatDay(message.sentAt)}`
      : message.trouble
        ? `Message non parti : ${deliveryTrouble.label(message.trouble).toLowerCase()}`
        : 'Message en cours d’envoi'
    : 'Aucun message envoyé'
  const opened = link?.lastUsedAt ? `, ouvert le ${formatDay(link.lastUsedAt)}` : ', jamais ouvert'
  return link
    ? `${said}. Lien valable jusqu’au ${formatDay(link.expiresAt)}${opened}.`
    : `${said}. Aucun lien ouvert.`
}

function HandedDialog({
  path,
  expiresAt,
  onClose,
}: {
  path: string
  expiresAt: string
  onClose: () => void
}) {
  const address = new URL(path, location.origin).href
  return (
    <Dialog
      title="Lien personnel"
      lead="Il n’est montré qu’une fois : copiez-le maintenant, et remettez-le à cette personne seulement."
      isOpen
      onOpenChange={onClose}
      footer={<CopyButton text={address}>Copier le lien</CopyButton>}
    >
      <p className="service-text">{address}</p>
      <p className="muted">Valable jusqu’au {formatDay(expiresAt)}.</p>
    </Dialog>
  )
}
