// When a call came, by a clock that never goes back.

#ifndef IZIN_SERVICE_TRANSPORT_ARRIVAL_H_
#define IZIN_SERVICE_TRANSPORT_ARRIVAL_H_

#include <cstdint>
#include <memory>

#include <grpc/support/time.h>
#include <grpcpp/grpcpp.h>

namespace izin {

// Nanoseconds since some moment before the process.
std::int64_t MonotonicNanos();

// Whether a deadline of the library is past. One that never comes asks no clock.
bool IsPast(gpr_timespec deadline);

// For ServerBuilder::SetContextAllocator: notes when the headers of each call were read, long
// before a thread was free to begin it where calls queue.
std::unique_ptr<grpc::ContextAllocator> NoteArrivals();

// When the call came; now where no queue did, or nobody noted it. Once, as the call begins.
std::int64_t ArrivedAt(const grpc::CallbackServerContext& context, std::int64_t now);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_ARRIVAL_H_
