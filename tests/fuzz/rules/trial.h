// The trial of one mutant in a process of its own, so that whatever it does to that is told.

#ifndef IZIN_TESTS_FUZZ_RULES_TRIAL_H_
#define IZIN_TESTS_FUZZ_RULES_TRIAL_H_

#include <cstdint>
#include <string>
#include <sys/types.h>

#include "classifier/ruleset.h"
#include "tests/fuzz/rules/mutant.h"

namespace izin::fuzz {

// True if AddressSanitizer watches this program: it tells of crashes itself.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kHasSanitizer = true;
#elif defined(__has_feature)
inline constexpr bool kHasSanitizer = __has_feature(address_sanitizer);
#else
inline constexpr bool kHasSanitizer = false;
#endif

enum class Verdict : std::uint8_t {
  kRefused,   // by the compiler, each fault with its place
  kAnswered,  // accepted, and it answered everything
  kUnplaced,  // refused, but a fault has no place in a file
  kCrashed,
  kHung,
};

struct TrialResult {
  Verdict verdict = Verdict::kCrashed;
  std::string reason;  // the first fault; the place of the crash; what has no place
  std::string output;  // of a crash: what the process wrote to standard error
  double seconds = 0;
};

struct TrialOptions {
  int activities = 500;
  int timeout_seconds = 120;
  std::size_t diff_one_in = 20;  // of the mutants, compared with what ships
};

// A trial under way in a child of this process. Single-threaded.
class Trial {
 public:
  // Starts it. `original` is the ruleset that the mutant was made from.
  static Trial Start(Mutant mutant, const Ruleset& original, const TrialOptions& options);

  pid_t pid() const { return pid_; }
  const Mutant& mutant() const { return mutant_; }
  // What came of it. REQUIRES: the child was waited for; `status` is waitpid's. Once.
  TrialResult Finish(int status);

 private:
  pid_t pid_ = -1;
  int report_ = -1;  // what the child says, and its standard error
  int errors_ = -1;
  double started_ = 0;
  int timeout_seconds_ = 0;
  Mutant mutant_;
};

}  // namespace izin::fuzz

#endif  // IZIN_TESTS_FUZZ_RULES_TRIAL_H_
