import { useI18n } from 'vue-i18n';
import { nowMs } from '../../base/clock';
import { useDraftsStore } from './drafts-store';
import { isPictureFile } from './picture-file';
import { useSendingFilesStore } from './sending-files-store';
import { named, pasted, transferred } from './transferred-files';

/** Takes what was pasted or let go over a chat; answers whether there was something that is no text. */
export type TakeTransferred = (
  transfer: Parameters<typeof transferred>[0],
  way: 'pasted' | 'dropped',
) => boolean;

/** Puts what comes from elsewhere where it belongs: pictures and files into the composer, folders into words. */
export function useTransferred(conversationId: () => string): TakeTransferred {
  const { t } = useI18n();
  const drafts = useDraftsStore();
  const sendingFiles = useSendingFilesStore();

  return (transfer, way) => {
    const { files, folders } = way === 'pasted' ? pasted(transfer) : transferred(transfer);
    const id = conversationId();
    const withNames = files.map((file) =>
      named(file, (ending) => `${t('composer.screenshotName', { time: stamp() })}.${ending}`),
    );
    const pictures = withNames.filter(isPictureFile);
    const others = withNames.filter((file) => !isPictureFile(file));
    if (pictures.length > 0) drafts.addPictures(id, pictures);
    if (others.length > 0) sendingFiles.offer(id, others);
    if (folders.length > 0)
      drafts.refuse(
        id,
        folders.map((name) => ({ name, reason: 'folder' as const })),
      );
    return files.length + folders.length > 0;
  };
}

/** This moment as it may stand in the name of a file: `2026-11-30 12.04.05`. */
function stamp(): string {
  const now = new Date(nowMs());
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day} ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`;
}
