import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { Banner, Button, Cluster, Dialog, Form, optionsOf, Select, TextField } from '#kernel/ui/index.ts'
import { type Role, role } from '#vocabulary'
import { createAccount } from './contract.ts'
import { OneTimePassword } from './OneTimePassword.tsx'

/** Opens an account, then shows its password once. */
export function NewAccountDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean
  onOpenChange: (open: boolean) => void
}) {
  return (
    <Dialog title="Créer un compte" isOpen={isOpen} onOpenChange={onOpenChange}>
      {isOpen && <NewAccountForm onClose={() => onOpenChange(false)} />}
    </Dialog>
  )
}

function NewAccountForm({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient()
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<Role | null>(null)
  // One key per intention: pressing twice, or again after a lost answer, opens one account.
  const key = useRef({ of: '', value: '' })
  const create = useMutation({
    mutationFn: () => {
      const input = { login, name, role: chosen ?? 'listener' }
      const of = JSON.stringify(input)
      if (key.current.of !== of) key.current = { of, value: crypto.randomUUID() }
      return call(createAccount, { input, key: key.current.value })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  })
  if (create.data) {
    return (
      <>
        <OneTimePassword login={login.trim()} password={create.data.password} />
        <Cluster align="end">
          <Button variant="primary" onPress={onClose}>
            C’est transmis
          </Button>
        </Cluster>
      </>
    )
  }
  const fault = create.error instanceof RefusalError ? create.error : undefined
  const loginFault = fault?.of('login') ?? (fault?.code === 'login_taken' ? fault.message : undefined)
  const hasFieldFault = loginFault !== undefined || fault?.of('name') !== undefined
  return (
    <Form onSubmit={() => create.mutate()}>
      {create.error && !hasFieldFault && <Banner tone="danger">{sentenceOf(create.error)}</Banner>}
      <TextField
        label="Nom affiché"
        value={name}
        onChange={setName}
        autoFocus
        isRequired
        error={fault?.of('name')}
      />
      <TextField
        label="Identifiant"
        description="Sert à se connecter : lettres sans accent, chiffres, points et tirets."
        value={login}
        onChange={setLogin}
        autoComplete="off"
        isRequired
        error={loginFault}
      />
      <Select
        label="Rôle"
        description={
          chosen ? role.entry(chosen)?.hint : 'Il décide de ce que la personne peut voir et faire.'
        }
        options={optionsOf(role)}
        value={chosen}
        onChange={setChosen}
        isRequired
      />
      <Cluster align="end">
        <Button onPress={onClose}>Annuler</Button>
        <Button
          type="submit"
          variant="primary"
          isPending={create.isPending}
          isDisabled={!chosen || login.trim().length < 2 || name.trim().length < 2}
        >
          Créer le compte
        </Button>
      </Cluster>
    </Form>
  )
}
