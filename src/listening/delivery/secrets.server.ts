/** Where what names or tells lies, sealed under the key of the file. */
export const handedToAt = (row: string) => ({ table: 'delivery', column: 'sealed_handed_to', row })
export const escalationNoteAt = (row: string) => ({ table: 'escalation', column: 'sealed_note', row })
