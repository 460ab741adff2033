import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { UserRoundPlus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Badge,
  Button,
  Empty,
  ErrorState,
  optionsOf,
  SearchField,
  Select,
  Table,
  When,
} from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { type Role, role } from '#vocabulary'
import { AccountDialog } from './AccountDialog.tsx'
import { type Account, type accountSorts, listAccounts } from './contract.ts'
import { NewAccountDialog } from './NewAccountDialog.tsx'

type Sort = (typeof accountSorts)[number]

/** Who may come in, and as what. */
export function AccountListPage() {
  const [sort, setSort] = useState<{ column: Sort; direction: 'ascending' | 'descending' }>({
    column: 'name',
    direction: 'ascending',
  })
  const [text, setText] = useState('')
  const [only, setOnly] = useState<Role | null>(null)
  const [active, setActive] = useState<'true' | 'false' | null>(null)
  const [opened, setOpened] = useState<Account | null>(null)
  const [isCreating, setCreating] = useState(false)
  const sought = useDeferredValue(text.trim())
  const filters = {
    sort: sort.column,
    direction: sort.direction,
    ...(sought && { text: sought }),
    ...(only && { role: only }),
    ...(active && { active }),
  }
  const { after, pagingOf } = usePages(JSON.stringify(filters), 50)
  const accounts = useQuery({
    queryKey: ['accounts', filters, after],
    queryFn: ({ signal }) => call(listAccounts, { query: { ...filters, after }, signal }),
    placeholderData: keepPreviousData,
  })
  const items = accounts.data?.items ?? []
  return (
    <>
      <PageHeader
        title="Comptes"
        lead="Un compte par personne, et un rôle par compte : il ouvre ce que le travail demande, rien de plus."
        actions={
          <Button variant="primary" icon={UserRoundPlus} onPress={() => setCreating(true)}>
            Créer un compte
          </Button>
        }
      />
      {accounts.error ? (
        <ErrorState kept={sentenceOf(accounts.error)} onRetry={() => accounts.refetch()} />
      ) : (
        <Table
          name="accounts"
          caption="Comptes"
          hideCaption
          columns={columns}
          rows={items}
          rowId={(one) => one.id}
          rowLabel={(one) => `${one.name}, ${role.label(one.role)}`}
          onOpen={setOpened}
          sort={sort}
          onSortChange={(next) => setSort({ column: next.column as Sort, direction: next.direction })}
          paging={pagingOf(items.length, accounts.data?.next ?? null, accounts.isPlaceholderData)}
          isLoading={accounts.isPending}
          empty={<Empty title="Aucun compte ne correspond.">Élargissez la recherche ou les filtres.</Empty>}
          tools={
            <>
              <SearchField
                label="Nom ou identifiant"
                hideLabel
                value={text}
                onChange={setText}
                shortcut="/"
              />
              <Select
                label="Rôle"
                hideLabel
                options={optionsOf(role)}
                value={only}
                onChange={setOnly}
                noneLabel="Tous les rôles"
              />
              <Select
                label="État"
                hideLabel
                options={states}
                value={active}
                onChange={setActive}
                noneLabel="Ouverts et fermés"
              />
            </>
          }
        />
      )}
      <NewAccountDialog isOpen={isCreating} onOpenChange={setCreating} />
      {opened && <AccountDialog key={opened.id} account={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

const states = [
  { value: 'true' as const, label: 'Ouverts' },
  { value: 'false' as const, label: 'Fermés' },
]

const columns = [
  { id: 'name', title: 'Nom', cell: (one: Account) => one.name, isRowHeader: true, isSortable: true },
  { id: 'login', title: 'Identifiant', cell: (one: Account) => one.login, isSortable: true },
  { id: 'role', title: 'Rôle', cell: (one: Account) => role.label(one.role), isSortable: true },
  { id: 'state', title: 'État', cell: (one: Account) => <State account={one} /> },
  {
    id: 'lastSignInAt',
    title: 'Dernière connexion',
    cell: (one: Account) =>
      one.lastSignInAt ? <When at={one.lastSignInAt} /> : <span className="muted">jamais</span>,
    isSortable: true,
  },
  {
    id: 'createdAt',
    title: 'Créé le',
    cell: (one: Account) => <When at={one.createdAt} mode="exact" />,
    isSortable: true,
    isMinor: true,
  },
]

function State({ account }: { account: Account }) {
  if (!account.active) return <Badge>Fermé</Badge>
  if (account.passwordTemporary) return <Badge tone="attention">Mot de passe provisoire</Badge>
  return <Badge tone="positive">Ouvert</Badge>
}
