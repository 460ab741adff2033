import { FolderOpen, Unlink } from 'lucide-react'
import { Button, ButtonLink, Cluster } from '#kernel/ui/index.ts'
import type { Contact } from './contract.ts'

/** Where the contact is, and the way out of it. */
export function AttachedPanel({ contact, onDetach }: { contact: Contact; onDetach: () => void }) {
  const { situation, abilities } = contact
  if (!situation) return null
  return (
    <section className="known" aria-labelledby="attached-title">
      <h2 id="attached-title">Situation {situation.reference}</h2>
      <p className="muted">
        Ce contact y est rattaché : ce qui est noté ici s’y lit dès que le contact est finalisé.
      </p>
      <Cluster gap={2}>
        <ButtonLink href={`/bureau/situations/${situation.id}`} icon={FolderOpen} size="small">
          Ouvrir la situation
        </ButtonLink>
        {abilities.detach && (
          <Button icon={Unlink} size="small" variant="plain" onPress={onDetach}>
            Détacher
          </Button>
        )}
      </Cluster>
    </section>
  )
}
