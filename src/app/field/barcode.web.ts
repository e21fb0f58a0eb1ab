/** The part of the browser's barcode reader used here; it is not in the DOM types. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}

type Look = (video: HTMLVideoElement) => Promise<string | undefined>

const EVERY_MS = 160

/** Reads bar and QR codes from the camera until one is found or `stop` is called. `started` rejects when there is no camera. */
export function readCodes(video: HTMLVideoElement, found: (code: string) => void): { started: Promise<void>; stop(): void } {
  let over = false
  let stream: MediaStream | undefined
  const stop = () => {
    over = true
    for (const track of stream?.getTracks() ?? []) track.stop()
  }
  const run = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
    if (over) return stop()
    video.srcObject = stream
    await video.play()
    void watch(video, await reader(), found, () => over)
  }
  return { started: run(), stop }
}

async function watch(video: HTMLVideoElement, look: Look, found: (code: string) => void, over: () => boolean): Promise<void> {
  while (!over()) {
    const code = await look(video)
    if (over()) return
    if (code) return found(code)
    await new Promise(resolve => setTimeout(resolve, EVERY_MS))
  }
}

/** The browser's own reader where it has one; otherwise a library that is fetched only then. */
async function reader(): Promise<Look> {
  const page = window as { BarcodeDetector?: new () => Detector }
  if (page.BarcodeDetector) {
    const detector = new page.BarcodeDetector()
    return async video => (await detector.detect(video))[0]?.rawValue
  }
  const { scanImageData } = await import('@undecaf/zbar-wasm')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  return async video => {
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    if (canvas.width === 0) return undefined
    context.drawImage(video, 0, 0)
    return (await scanImageData(context.getImageData(0, 0, canvas.width, canvas.height)))[0]?.decode()
  }
}
