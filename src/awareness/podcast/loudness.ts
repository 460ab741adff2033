/** A filter of the second order, whose memory goes from one piece to the next. */
class Biquad {
  readonly #b: readonly [number, number, number]
  readonly #a: readonly [number, number]
  #z1 = 0
  #z2 = 0

  constructor(b: readonly [number, number, number], a: readonly [number, number]) {
    this.#b = b
    this.#a = a
  }

  run(x: number): number {
    const y = this.#b[0] * x + this.#z1
    this.#z1 = this.#b[1] * x - this.#a[0] * y + this.#z2
    this.#z2 = this.#b[2] * x - this.#a[1] * y
    return y
  }
}

/** ITU-R BS.1770: a shelf for the head of the listener, then what the ear hears little of is taken away. */
function weighting(rate: number): readonly [Biquad, Biquad] {
  const shelf = Math.tan((Math.PI * 1681.974450955533) / rate)
  const high = 10 ** (3.999843853973347 / 20)
  const band = high ** 0.4996667741545416
  const q = 0.7071752369554196
  const a0 = 1 + shelf / q + shelf ** 2
  const low = Math.tan((Math.PI * 38.13547087602444) / rate)
  const lowQ = 0.5003270373238773
  const l0 = 1 + low / lowQ + low ** 2
  return [
    new Biquad(
      [
        (high + (band * shelf) / q + shelf ** 2) / a0,
        (2 * (shelf ** 2 - high)) / a0,
        (high - (band * shelf) / q + shelf ** 2) / a0,
      ],
      [(2 * (shelf ** 2 - 1)) / a0, (1 - shelf / q + shelf ** 2) / a0],
    ),
    new Biquad([1, -2, 1], [(2 * (low ** 2 - 1)) / l0, (1 - low / lowQ + low ** 2) / l0]),
  ]
}

const toLufs = (energy: number): number => -0.691 + 10 * Math.log10(energy)
const fromLufs = (lufs: number): number => 10 ** ((lufs + 0.691) / 10)

/**
 * The integrated loudness of a sound (EBU R 128), heard piece by piece: of an hour, only the energy of each tenth of a
 * second is kept.
 */
export class Loudness {
  readonly #step: number
  readonly #channels: readonly (readonly [Biquad, Biquad])[]
  readonly #tenths: number[] = []
  #sum = 0
  #heard = 0
  #peak = 0

  constructor(rate: number, channels: number) {
    this.#step = Math.round(rate / 10)
    this.#channels = Array.from({ length: channels }, () => weighting(rate))
  }

  /** Hears a piece: one array of samples per channel, all of the same length. */
  hear(piece: readonly Float32Array[]): void {
    const length = piece[0]?.length ?? 0
    for (let index = 0; index < length; index++) {
      for (const [place, [shelf, low]] of this.#channels.entries()) {
        const sample = piece[place]?.[index] ?? 0
        const size = Math.abs(sample)
        if (size > this.#peak) this.#peak = size
        this.#sum += low.run(shelf.run(sample)) ** 2
      }
      this.#heard += 1
      if (this.#heard < this.#step) continue
      this.#tenths.push(this.#sum / this.#step)
      this.#sum = 0
      this.#heard = 0
    }
  }

  /** LUFS of the whole, what is far below the rest left out; `-Infinity` for a silence. */
  integrated(): number {
    const blocks: number[] = []
    for (let end = 4; end <= this.#tenths.length; end++)
      blocks.push(this.#tenths.slice(end - 4, end).reduce((sum, one) => sum + one, 0) / 4)
    const audible = blocks.filter((energy) => energy >= fromLufs(-70))
    const floor = mean(audible) * 10 ** -1
    return toLufs(mean(audible.filter((energy) => energy >= floor)))
  }

  /** The highest sample, in dB under the most that can be written. */
  peak(): number {
    return 20 * Math.log10(this.#peak)
  }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length
