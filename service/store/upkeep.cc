#include "service/store/upkeep.h"

namespace izin {

void Mending::Work() {
  // What fails now is tried again in the next round.
  store_.Recover().IgnoreError();
  store_.MendCache().IgnoreError();
  store_.MarkNewest().IgnoreError();
}

void Trimming::Work() {
  if (++rounds_ % kRoundsBetweenLooks == 0) store_.TrimTo(family_, max_bytes_).IgnoreError();
}

}  // namespace izin
