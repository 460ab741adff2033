import { Disclosure, Prose, Stack, Table, type TableColumn, TextLink } from '#kernel/ui/index.ts'
import { type Column as ImportColumn, importColumns, listMark } from './columns.ts'

const columns: readonly TableColumn<ImportColumn>[] = [
  { id: 'name', title: 'Colonne', cell: ({ name }) => <code>{name}</code>, isRowHeader: true, isFixed: true },
  {
    id: 'title',
    title: 'Ce qu’elle contient',
    cell: ({ title, description }) => `${title}. ${description}`,
    width: 'wide',
  },
  { id: 'expected', title: 'Attendu', cell: expectedOf },
]

function expectedOf({ isRequired, kind, hint }: ImportColumn): string {
  const must = isRequired ? 'Obligatoire. ' : ''
  switch (kind.is) {
    case 'reference':
      return `${must}Texte de ${kind.limit} caractères au plus.`
    case 'instant':
      return `${must}Date ISO 8601 avec décalage.`
    case 'age':
      return `${must}Entier de ${kind.from} à ${kind.to}.`
    case 'text':
      return `${must}Texte libre.`
    case 'code':
      return `${must}${hint ?? kind.of.codes.join(', ')}`
    case 'codes':
      return `${must}Un ou plusieurs, séparés par « ${listMark} » : ${kind.of.codes.join(', ')}`
  }
}

/** What a file must hold, for whoever prepares one. */
export function ColumnGuide() {
  return (
    <Disclosure
      title="Préparer le fichier : les colonnes attendues"
      meta={`${importColumns.length} colonnes`}
    >
      <Stack gap={3}>
        <Prose>
          <p>
            La première ligne porte le nom des colonnes, dans l’ordre que vous voulez. Une cellule vide veut
            dire « non demandé ». Un contact dont la référence a déjà été importée est laissé tel quel.
          </p>
          <p>
            <TextLink href="/api/imports/contacts/schema.json" isExternal>
              Description complète pour un outil (Table Schema)
            </TextLink>
          </p>
        </Prose>
        <Table
          name="import-columns"
          caption="Colonnes d’un fichier de contacts"
          hideCaption
          columns={columns}
          rows={importColumns}
          rowId={({ name }) => name}
          rowLabel={({ title }) => title}
        />
      </Stack>
    </Disclosure>
  )
}
