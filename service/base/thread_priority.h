// Work that can wait lets those go first who are waited for.

#ifndef IZIN_SERVICE_BASE_THREAD_PRIORITY_H_
#define IZIN_SERVICE_BASE_THREAD_PRIORITY_H_

namespace izin {

// From here on the calling thread, and each that it makes, gets the processor after those that
// answer calls, though never nothing. There is no way back: the system lets nobody raise a
// priority.
void LowerThreadPriority();

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_THREAD_PRIORITY_H_
