// Tells ThreadSanitizer what absl::Mutex and its relatives order. Debian's Abseil is built without
// instrumentation, so TSan sees no lock at all and reports every guarded field as a race. The
// executables of the tsan preset define the locking functions themselves, in front of the shared
// library's; each calls the library's own and says what it released before and acquired after.
// gRPC's threads take the same locks and are covered too.
#include <cstdlib>
#include <dlfcn.h>
#include <string>

#include "absl/base/options.h"
#include "absl/synchronization/barrier.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include <sanitizer/tsan_interface.h>

extern "C" {
void AnnotateIgnoreReadsBegin(const char* file, int line);
void AnnotateIgnoreReadsEnd(const char* file, int line);
}

namespace {

#define IZIN_TEXT(x) #x
#define IZIN_EXPANDED_TEXT(x) IZIN_TEXT(x)
constexpr char kAbslNamespace[] = IZIN_EXPANDED_TEXT(ABSL_OPTION_INLINE_NAMESPACE_NAME);

// The library's own function: `prefix` is "_ZN" or "_ZNK", `rest` what follows absl's namespaces in
// the mangled name.
template <typename Function>
Function Find(const std::string& prefix, const std::string& rest) {
  const std::string space = kAbslNamespace;
  const std::string name = prefix + "4absl" + std::to_string(space.size()) + space + rest;
  void* const found = dlsym(RTLD_NEXT, name.c_str());
  if (found == nullptr)
    std::abort();  // another Abseil, with other members: this file has to follow it
  return reinterpret_cast<Function>(found);
}

// Abseil evaluates the conditions of waiting threads while it unlocks, after the release was
// announced: no race.
class IgnoreReads {
 public:
  IgnoreReads() { AnnotateIgnoreReadsBegin(__FILE__, __LINE__); }
  ~IgnoreReads() { AnnotateIgnoreReadsEnd(__FILE__, __LINE__); }
};

template <typename Result, typename... Args>
Result Call(Result (*function)(Args...), Args... args) {
  const IgnoreReads ignore;
  return function(args...);
}

// The flag that the inline Notification::HasBeenNotified() reads; it follows the mutex.
void* FlagOf(absl::Notification* notification) {
  return reinterpret_cast<char*>(notification) + sizeof(absl::Mutex);
}

}  // namespace

namespace absl {
ABSL_NAMESPACE_BEGIN

void Mutex::Lock() {
  static const auto real = Find<void (*)(Mutex*)>("_ZN", "5Mutex4LockEv");
  Call(real, this);
  __tsan_acquire(this);
}

void Mutex::Unlock() {
  static const auto real = Find<void (*)(Mutex*)>("_ZN", "5Mutex6UnlockEv");
  __tsan_release(this);
  Call(real, this);
}

bool Mutex::TryLock() {
  static const auto real = Find<bool (*)(Mutex*)>("_ZN", "5Mutex7TryLockEv");
  const bool result = Call(real, this);
  if (result) __tsan_acquire(this);
  return result;
}

void Mutex::ReaderLock() {
  static const auto real = Find<void (*)(Mutex*)>("_ZN", "5Mutex10ReaderLockEv");
  Call(real, this);
  __tsan_acquire(this);
}

void Mutex::ReaderUnlock() {
  static const auto real = Find<void (*)(Mutex*)>("_ZN", "5Mutex12ReaderUnlockEv");
  __tsan_release(this);
  Call(real, this);
}

bool Mutex::ReaderTryLock() {
  static const auto real = Find<bool (*)(Mutex*)>("_ZN", "5Mutex13ReaderTryLockEv");
  const bool result = Call(real, this);
  if (result) __tsan_acquire(this);
  return result;
}

void Mutex::LockWhen(const Condition& cond) {
  static const auto real =
      Find<void (*)(Mutex*, const Condition*)>("_ZN", "5Mutex8LockWhenERKNS0_9ConditionE");
  Call(real, this, &cond);
  __tsan_acquire(this);
}

bool Mutex::LockWhenWithTimeout(const Condition& cond, Duration timeout) {
  static const auto real = Find<bool (*)(Mutex*, const Condition*, Duration)>(
      "_ZN", "5Mutex19LockWhenWithTimeoutERKNS0_9ConditionENS0_8DurationE");
  const bool result = Call(real, this, &cond, timeout);
  __tsan_acquire(this);
  return result;
}

bool Mutex::LockWhenWithDeadline(const Condition& cond, Time deadline) {
  static const auto real = Find<bool (*)(Mutex*, const Condition*, Time)>(
      "_ZN", "5Mutex20LockWhenWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  const bool result = Call(real, this, &cond, deadline);
  __tsan_acquire(this);
  return result;
}

void Mutex::ReaderLockWhen(const Condition& cond) {
  static const auto real =
      Find<void (*)(Mutex*, const Condition*)>("_ZN", "5Mutex14ReaderLockWhenERKNS0_9ConditionE");
  Call(real, this, &cond);
  __tsan_acquire(this);
}

bool Mutex::ReaderLockWhenWithTimeout(const Condition& cond, Duration timeout) {
  static const auto real = Find<bool (*)(Mutex*, const Condition*, Duration)>(
      "_ZN", "5Mutex25ReaderLockWhenWithTimeoutERKNS0_9ConditionENS0_8DurationE");
  const bool result = Call(real, this, &cond, timeout);
  __tsan_acquire(this);
  return result;
}

bool Mutex::ReaderLockWhenWithDeadline(const Condition& cond, Time deadline) {
  static const auto real = Find<bool (*)(Mutex*, const Condition*, Time)>(
      "_ZN", "5Mutex26ReaderLockWhenWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  const bool result = Call(real, this, &cond, deadline);
  __tsan_acquire(this);
  return result;
}

void Mutex::Await(const Condition& cond) {
  static const auto real =
      Find<void (*)(Mutex*, const Condition*)>("_ZN", "5Mutex5AwaitERKNS0_9ConditionE");
  __tsan_release(this);
  Call(real, this, &cond);
  __tsan_acquire(this);
}

bool Mutex::AwaitWithTimeout(const Condition& cond, Duration timeout) {
  static const auto real = Find<bool (*)(Mutex*, const Condition*, Duration)>(
      "_ZN", "5Mutex16AwaitWithTimeoutERKNS0_9ConditionENS0_8DurationE");
  __tsan_release(this);
  const bool result = Call(real, this, &cond, timeout);
  __tsan_acquire(this);
  return result;
}

bool Mutex::AwaitWithDeadline(const Condition& cond, Time deadline) {
  static const auto real = Find<bool (*)(Mutex*, const Condition*, Time)>(
      "_ZN", "5Mutex17AwaitWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  __tsan_release(this);
  const bool result = Call(real, this, &cond, deadline);
  __tsan_acquire(this);
  return result;
}

void CondVar::Wait(Mutex* mu) {
  static const auto real = Find<void (*)(CondVar*, Mutex*)>("_ZN", "7CondVar4WaitEPNS0_5MutexE");
  __tsan_release(mu);
  Call(real, this, mu);
  __tsan_acquire(mu);
}

bool CondVar::WaitWithTimeout(Mutex* mu, Duration timeout) {
  static const auto real = Find<bool (*)(CondVar*, Mutex*, Duration)>(
      "_ZN", "7CondVar15WaitWithTimeoutEPNS0_5MutexENS0_8DurationE");
  __tsan_release(mu);
  const bool result = Call(real, this, mu, timeout);
  __tsan_acquire(mu);
  return result;
}

bool CondVar::WaitWithDeadline(Mutex* mu, Time deadline) {
  static const auto real = Find<bool (*)(CondVar*, Mutex*, Time)>(
      "_ZN", "7CondVar16WaitWithDeadlineEPNS0_5MutexENS0_4TimeE");
  __tsan_release(mu);
  const bool result = Call(real, this, mu, deadline);
  __tsan_acquire(mu);
  return result;
}

void Notification::Notify() {
  static const auto real = Find<void (*)(Notification*)>("_ZN", "12Notification6NotifyEv");
  __tsan_release(this);
  __tsan_release(FlagOf(this));
  Call(real, this);
}

void Notification::WaitForNotification() const {
  static const auto real =
      Find<void (*)(const Notification*)>("_ZNK", "12Notification19WaitForNotificationEv");
  Call(real, this);
  __tsan_acquire(const_cast<Notification*>(this));
}

bool Notification::WaitForNotificationWithTimeout(Duration timeout) const {
  static const auto real = Find<bool (*)(const Notification*, Duration)>(
      "_ZNK", "12Notification30WaitForNotificationWithTimeoutENS0_8DurationE");
  const bool result = Call(real, this, timeout);
  if (result) __tsan_acquire(const_cast<Notification*>(this));
  return result;
}

bool Notification::WaitForNotificationWithDeadline(Time deadline) const {
  static const auto real = Find<bool (*)(const Notification*, Time)>(
      "_ZNK", "12Notification31WaitForNotificationWithDeadlineENS0_4TimeE");
  const bool result = Call(real, this, deadline);
  if (result) __tsan_acquire(const_cast<Notification*>(this));
  return result;
}

bool BlockingCounter::DecrementCount() {
  static const auto real =
      Find<bool (*)(BlockingCounter*)>("_ZN", "15BlockingCounter14DecrementCountEv");
  __tsan_release(this);
  return Call(real, this);
}

void BlockingCounter::Wait() {
  static const auto real = Find<void (*)(BlockingCounter*)>("_ZN", "15BlockingCounter4WaitEv");
  Call(real, this);
  __tsan_acquire(this);
}

bool Barrier::Block() {
  static const auto real = Find<bool (*)(Barrier*)>("_ZN", "7Barrier5BlockEv");
  __tsan_release(this);
  const bool result = Call(real, this);
  __tsan_acquire(this);
  return result;
}

ABSL_NAMESPACE_END
}  // namespace absl
