import { type FileFault, fileFaults } from './check.ts'

/** Thrown by a check when a file is refused; what it says quotes nothing of the file. */
export class FileRefused extends Error {
  readonly fault: FileFault
  /** Which file of an archive, when it is not the whole. */
  readonly inside: string | undefined
  constructor(fault: FileFault, inside?: string) {
    super(inside ? `« ${inside} » : ${fileFaults[fault]}` : fileFaults[fault])
    this.fault = fault
    this.inside = inside
  }
}

export function refuseFile(fault: FileFault): never {
  throw new FileRefused(fault)
}
