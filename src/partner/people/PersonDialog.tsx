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
import { OneTimePassword } from '#office/account/OneTimePassword.tsx'
import { type PartnerRole, partnerRole } from '#vocabulary'
import { AuthorityPerson, changeAuthorityPerson, resetAuthorityPassword } from './contract.ts'
import { peopleKey } from './peopleKey.ts'

interface PersonDialogProps {
  authorityId: string
  person: AuthorityPerson
  onClose: () => void
}

interface Change {
  readonly name?: string
  readonly role?: PartnerRole
  readonly active?: boolean
}

/** Somebody of an authority: their name, their role, their door. */
export function PersonDialog({ authorityId, person, onClose }: PersonDialogProps) {
  const queries = useQueryClient()
  const [current, setCurrent] = useState(person)
  const [name, setName] = useState(person.name)
  const [role, setRole] = useState(person.role)
  const [asked, setAsked] = useState<'close' | 'reset' | null>(null)
  const params = { id: authorityId, personId: person.id }
  const show = (next: AuthorityPerson) => {
    setCurrent(next)
    setName(next.name)
    setRole(next.role)
    void queries.invalidateQueries({ queryKey: peopleKey(authorityId) })
  }
  const change = useMutation({
    mutationFn: (input: Change) => call(changeAuthorityPerson, { params, version: current.version, input }),
    onSuccess: (next, input) => {
      show(next)
      toast({
        text: input.active === undefined ? 'Modifié.' : next.active ? 'Accès rouvert.' : 'Accès fermé.',
      })
    },
    onError: (error) => {
      const now = AuthorityPerson.safeParse(error instanceof RefusalError ? error.current : undefined)
      if (now.success) show(now.data)
    },
  })
  const reset = useMutation({
    mutationFn: () => call(resetAuthorityPassword, { params }),
    onSuccess: () => queries.invalidateQueries({ queryKey: peopleKey(authorityId) }),
  })
  const error = change.error ?? reset.error
  const changes: Change = {
    ...(name.trim() !== current.name && { name }),
    ...(role !== current.role && { role }),
  }
  return (
    <Dialog title={current.name} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {error && <Banner tone="danger">{sentenceOf(error)}</Banner>}
      {reset.data ? (
        <OneTimePassword login={current.email} password={reset.data.password} />
      ) : (
        <Form onSubmit={() => change.mutate(changes)}>
          <TextField label="Nom" value={name} onChange={setName} isRequired />
          <Select
            label="Rôle"
            description={partnerRole.entry(role)?.hint}
            options={optionsOf(partnerRole)}
            value={role}
            onChange={(next) => next && setRole(next)}
          />
          <DefinitionList
            emptyLabel="Pas encore"
            items={[
              { term: 'Adresse électronique', value: current.email },
              {
                term: 'Clé de lecture',
                value: current.keyAddedAt && `créée le ${formatShortDateTime(current.keyAddedAt)}`,
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
                  Fermer l’accès
                </Button>
              ) : (
                <Button icon={LockOpen} onPress={() => change.mutate({ active: true })}>
                  Rouvrir l’accès
                </Button>
              )}
            </Cluster>
            <Button
              type="submit"
              variant="primary"
              isPending={change.isPending}
              isDisabled={Object.keys(changes).length === 0}
            >
              Enregistrer
            </Button>
          </Cluster>
        </Form>
      )}
      <ConfirmDialog
        title="Fermer cet accès ?"
        isOpen={asked === 'close'}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        confirmLabel="Fermer l’accès"
        onConfirm={() => change.mutate({ active: false })}
      >
        Les sessions ouvertes de {current.name} s’arrêtent tout de suite, et rien de nouveau ne sera scellé
        pour cette personne. L’accès peut être rouvert.
      </ConfirmDialog>
      <ConfirmDialog
        title="Donner un nouveau mot de passe ?"
        isOpen={asked === 'reset'}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        confirmLabel="Donner un mot de passe"
        onConfirm={() => reset.mutate()}
      >
        Il s’affichera une seule fois. Vérifiez d’abord, de vive voix et par un numéro connu, que c’est bien
        cette personne qui le demande. Sa clé de lecture ne change pas.
      </ConfirmDialog>
    </Dialog>
  )
}
