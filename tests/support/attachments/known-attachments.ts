import type { AttachmentPlace } from '../../../main/domain/attachment';
import type { AttachmentIndex } from '../../../main/attachments/sweep';
import type { AttachmentId } from '../../../main/domain/ids';

/** What a database would know of attachments: whatever is in it is committed. */
export class KnownAttachments implements AttachmentIndex {
  private readonly places = new Map<AttachmentId, AttachmentPlace>();

  get all(): readonly AttachmentPlace[] {
    return [...this.places.values()];
  }

  add(place: AttachmentPlace): void {
    this.places.set(place.id, place);
  }

  remove({ id }: AttachmentPlace): void {
    this.places.delete(id);
  }

  keptAmong(ids: readonly AttachmentId[]): ReadonlySet<AttachmentId> {
    return new Set(ids.filter((id) => this.places.has(id)));
  }
}
