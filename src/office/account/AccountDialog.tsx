import { useMutation, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Lock, LockOpen } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import {
  Banner,
  Button,
  Cluster,
  ConfirmDialog,
  DefinitionList,
  Dialog,
  Form,
  formatShortDateTime,
  optionsOf,
  Select,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { type Role, role } from '#vocabulary'
import { Account, changeAccount, resetPassword } from './contract.ts'
import { OneTimePassword } from './OneTimePassword.tsx'

interface Change {
  readonly name?: string
  readonly role?: Role
  readonly active?: boolean
}

/** One account: its name, its role, its door. */
export function AccountDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const queries = useQueryClient()
  const [current, setCurrent] = useState(account)
  const [name, setName] = useState(account.name)
  const [chosen, setChosen] = useState<Role>(account.role)
  const [asked, setAsked] = useState<'close' | 'reset' | null>(null)
  const show = (next: Account) => {
    setCurrent(next)
    setName(next.name)
    setChosen(next.role)
    void queries.invalidateQueries({ queryKey: ['accounts'] })
  }
  const change = useMutation({
    mutationFn: (input: Change) =>
      call(changeAccount, { params: { id: current.id }, version: current.version, input }),
    onSuccess: (next, input) => {
      show(next)
      toast({
        text:
          input.active === undefined ? 'Compte modifié.' : next.active ? 'Compte rouvert.' : 'Compte fermé.',
      })
    },
    onError: (error) => {
      const now = Account.safeParse(error instanceof RefusalError ? error.current : undefined)
      if (now.success) show(now.data)
    },
  })
  const reset = useMutation({
    mutationFn: () => call(resetPassword, { params: { id: current.id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  })
  const isUnchanged = name.trim() === current.name && chosen === current.role
  const error = change.error ?? reset.error
  return (
    <Dialog title={current.name} isOpen onOpenChange={(open) => !open && onClose()}>
      {error && <Banner tone="danger">{sentenceOf(error)}</Banner>}
      {reset.data ? (
        <OneTimePassword login={current.login} password={reset.data.password} />
      ) : (
        <Form
          onSubmit={() =>
            change.mutate({
              ...(name.trim() !== current.name && { name }),
              ...(chosen !== current.role && { role: chosen }),
            })
          }
        >
          <TextField label="Nom affiché" value={name} onChange={setName} isRequired />
          <Select
            label="Rôle"
            description={role.entry(chosen)?.hint}
            options={optionsOf(role)}
            value={chosen}
            onChange={(next) => next && setChosen(next)}
          />
          <DefinitionList
            items={[
              { term: 'Identifiant', value: current.login },
              { term: 'État', value: current.active ? 'Ouvert' : 'Fermé' },
              {
                term: 'Dernière connexion',
                value: current.lastSignInAt ? formatShortDateTime(current.lastSignInAt) : 'jamais',
              },
            ]}
          />
          <Cluster align="between">
            <Cluster>
              <Button icon={KeyRound} onPress={() => setAsked('reset')}>
                Nouveau mot de passe
              </Button>
              {current.active ? (
                <Button icon={Lock} onPress={() => setAsked('close')}>
                  Fermer le compte
                </Button>
              ) : (
                <Button icon={LockOpen} onPress={() => change.mutate({ active: true })}>
                  Rouvrir le compte
                </Button>
              )}
            </Cluster>
            <Button type="submit" variant="primary" isPending={change.isPending} isDisabled={isUnchanged}>
              Enregistrer
            </Button>
          </Cluster>
        </Form>
      )}
      <ConfirmDialog
        title="Fermer ce compte ?"
        isOpen={asked === 'close'}
        onOpenChange={(open) => !open && setAsked(null)}
        confirmLabel="Fermer le compte"
        onConfirm={() => change.mutate({ active: false })}
      >
        Les sessions ouvertes de {current.name} s’arrêtent tout de suite. Ce que cette personne a écrit reste,
        et son compte peut être rouvert.
      </ConfirmDialog>
      <ConfirmDialog
        title="Donner un nouveau mot de passe ?"
        isOpen={asked === 'reset'}
        onOpenChange={(open) => !open && setAsked(null)}
        confirmLabel="Donner un mot de passe"
        onConfirm={() => reset.mutate()}
      >
        L’ancien cesse de servir et les sessions ouvertes de {current.name} s’arrêtent tout de suite. Le
        nouveau, provisoire, s’affichera une seule fois.
      </ConfirmDialog>
    </Dialog>
  )
}
