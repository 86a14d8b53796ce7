// The descriptors of this process.

#ifndef IZIN_SERVICE_SERVER_DESCRIPTORS_H_
#define IZIN_SERVICE_SERVER_DESCRIPTORS_H_

namespace izin {

// As many as the system lets it have. Call once, at the start.
void RaiseDescriptorLimit();

// Opens /dev/null in place of a standard stream that is closed: else the next file opened takes its
// number, and what is logged goes into it. Call before anything is opened.
void FillStandardStreams();

// How many connections leave enough for the store, the library and all else. At least 1.
int ConnectionsThatFit();

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_DESCRIPTORS_H_
