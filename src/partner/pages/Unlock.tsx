import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { LockOpen } from 'lucide-react'
import { useState } from 'react'
import { Button, Cluster, ConfirmDialog, Form, Panel, TextField } from '#kernel/ui/index.ts'
import { openIdentity, WrongPassphrase } from './sealing.ts'
import { useMe } from './useMe.ts'
import { unlockKey } from './vault.ts'

/** Asks for the passphrase once per visit: the opened key stays in the memory of this page only. */
export function Unlock() {
  const me = useMe()
  const router = useRouter()
  const [phrase, setPhrase] = useState('')
  const [isLost, setLost] = useState(false)
  const open = useMutation({
    mutationFn: () => openIdentity(me.key?.sealedIdentity ?? '', phrase),
    onSuccess: (identity) => {
      setPhrase('')
      unlockKey(identity)
    },
  })
  const error =
    open.error instanceof WrongPassphrase
      ? 'Ce n’est pas la phrase secrète de votre clé. Vérifiez les majuscules et les espaces.'
      : open.error && 'La clé n’a pas pu être ouverte sur ce poste. Rechargez la page, puis réessayez.'
  return (
    <Panel
      title="Cet envoi est chiffré pour vous"
      lead="Votre phrase secrète l’ouvre sur ce poste. Elle n’est envoyée nulle part, et vous sera redemandée à la prochaine visite."
    >
      <Form onSubmit={() => open.mutate()}>
        <TextField
          label="Phrase secrète"
          type="password"
          autoComplete="current-password"
          value={phrase}
          onChange={(text) => {
            setPhrase(text)
            open.reset()
          }}
          error={error || undefined}
          autoFocus
        />
        <Cluster gap={3}>
          <Button
            type="submit"
            variant="primary"
            icon={LockOpen}
            isPending={open.isPending}
            isDisabled={phrase === ''}
          >
            Ouvrir
          </Button>
          <Button variant="plain" onPress={() => setLost(true)}>
            J’ai perdu ma phrase secrète
          </Button>
        </Cluster>
      </Form>
      <ConfirmDialog
        title="Créer une nouvelle clé ?"
        isOpen={isLost}
        onOpenChange={setLost}
        confirmLabel="Créer une nouvelle clé"
        onConfirm={() => router.history.push('/partenaire/mon-compte/cle')}
      >
        <p>
          Personne ne peut retrouver votre phrase. Vous allez en choisir une autre, pour une nouvelle clé : la
          plateforme en est prévenue et scelle de nouveau pour vous ce qu’elle vous avait envoyé.
        </p>
        <p>Si un envoi urgent attend, demandez à un collègue de l’ouvrir, ou appelez la plateforme.</p>
      </ConfirmDialog>
    </Panel>
  )
}
