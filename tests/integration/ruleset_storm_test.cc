// Rulesets that take turns while the server answers as fast as it can: no call fails, and each
// answer is that of the ruleset that it names. The short form; ./dev chaos runs the long one:
//
//   IZIN_CHAOS_ACTIVATIONS  how many activations; with it the limits of time and memory hold too

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include <gtest/gtest.h>

#include "izin/v1/ruleset.grpc.pb.h"
#include "service/base/thread_priority.h"
#include "tests/integration/process.h"
#include "tests/integration/served.h"
#include "tests/service/lifecycle/bundles.h"

namespace izin::testing {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kClients = 6;
constexpr std::array<const char*, 12> kCodes = {"56101", "55101", "01111", "47111",
                                                "62191", "10710", "41011", "03110",
                                                "50111", "68111", "86201", "93114"};

// Answers by the fingerprint of their ruleset, then by question.
using Answers = std::map<std::string, std::vector<std::string>>;

struct Figures {
  std::vector<double> micros;  // of each call
  int failed = 0;
  int mixed = 0;  // not the answer of the ruleset named
  std::string first_fault;

  void Add(const Figures& other) {
    micros.insert(micros.end(), other.micros.begin(), other.micros.end());
    failed += other.failed;
    mixed += other.mixed;
    if (first_fault.empty()) first_fault = other.first_fault;
  }
  double At(double share) {
    if (micros.empty()) return 0;
    std::sort(micros.begin(), micros.end());
    return micros[static_cast<std::size_t>(share * static_cast<double>(micros.size() - 1))];
  }
};

std::string FingerprintOf(const v1::Classification& answer) {
  return answer.ruleset().substr(answer.ruleset().find('@') + 1);
}

// What a client of its own connection sees until it is told to end.
Figures AskUntil(const std::atomic<bool>& is_over, const std::string& address,
                 const Answers& expected) {
  const auto stub = v1::PermitClassificationService::NewStub(ChannelTo(address));
  Figures figures;
  for (std::size_t i = 0; !is_over; i = (i + 1) % kCodes.size()) {
    v1::ClassifyActivityResponse response;
    const auto begun = SteadyClock::now();
    const grpc::Status status =
        stub->ClassifyActivity(Within(60).get(), Asking(kCodes[i]), &response);
    figures.micros.push_back(
        std::chrono::duration<double, std::micro>(SteadyClock::now() - begun).count());
    if (!status.ok()) {
      ++figures.failed;
      figures.first_fault = status.error_message();
      continue;
    }
    const auto known = expected.find(FingerprintOf(response.classification()));
    if (known == expected.end() || known->second[i] != response.SerializeAsString())
      ++figures.mixed;
  }
  return figures;
}

// `meanwhile` beside as many clients as ask all the time.
template <typename Work>
Figures UnderLoad(const std::string& address, const Answers& expected, const Work& meanwhile) {
  std::atomic<bool> is_over = false;
  std::vector<Figures> each(kClients);
  std::vector<std::thread> clients;
  for (Figures& figures : each)
    clients.emplace_back([&] { figures = AskUntil(is_over, address, expected); });
  meanwhile();
  is_over = true;
  Figures all;
  for (std::size_t i = 0; i < clients.size(); ++i) {
    clients[i].join();
    all.Add(each[i]);
  }
  return all;
}

// The same rules as another release.
std::string Release(const std::string& bytes, int version) {
  return ChangedBundle(
      [version](internal::Bundle& bundle) {
        auto& header = *bundle.mutable_ruleset()->mutable_rules()->mutable_ruleset(0);
        const std::string before = absl::StrCat("version: ", header.version(), "\n");
        header.set_version(version);
        bundle.mutable_manifest()->set_version(version);
        for (internal::SourceFile& file : *bundle.mutable_source()) {
          if (absl::EndsWith(file.path(), "pp28-2025/ruleset.textproto"))
            absl::StrReplaceAll({{before, absl::StrCat("version: ", version, "\n")}},
                                file.mutable_content());
        }
      },
      bytes);
}

// As long as the long form waits, at the priority of an activation.
void CountAlone() {
  LowerThreadPriority();
  const auto end = SteadyClock::now() + std::chrono::seconds(10);
  while (SteadyClock::now() < end) {
  }
}

class Storm {
 public:
  explicit Storm(const TempFolder& folder) {
    std::ofstream(folder / "office.pub") << OfficeKey().public_key().ToFile();
    server_ = std::make_unique<Process>(
        "izind",
        std::vector<std::string>{"--listen", "127.0.0.1:0", "--data-dir", folder / "db",
                                 "--ruleset-key", folder / "office.pub", "--decision-log", "off"});
    address_ = server_->ListeningAddress();
    rulesets_ = v1::RulesetService::NewStub(ChannelTo(address_));
    permits_ = v1::PermitClassificationService::NewStub(ChannelTo(address_));
  }

  const std::string& address() const { return address_; }
  std::string err() const { return server_->err(); }

  grpc::Status Activate(int version) {
    const std::string bundle = Release(version % 2 == 0 ? even_ : odd_, version);
    v1::ActivateRulesetRequest request;
    request.set_bundle(bundle);
    request.set_signature(SignatureOf(bundle));
    v1::ActivateRulesetResponse response;
    const auto begun = SteadyClock::now();
    const grpc::Status status = rulesets_->ActivateRuleset(Within(600).get(), request, &response);
    seconds_.push_back(std::chrono::duration<double>(SteadyClock::now() - begun).count());
    return status;
  }
  void Ask(Answers& answers) {
    for (const char* code : kCodes) {
      v1::ClassifyActivityResponse response;
      EXPECT_TRUE(permits_->ClassifyActivity(Within(60).get(), Asking(code), &response).ok());
      answers[FingerprintOf(response.classification())].push_back(response.SerializeAsString());
    }
  }
  long ResidentKib() const {
    std::ifstream status(absl::StrCat("/proc/", server_->pid(), "/status"));
    std::string word;
    while (status >> word && word != "VmRSS:") {
    }
    long kib = 0;
    status >> kib;
    return kib;
  }
  double MeanSeconds() const {
    double sum = 0;
    for (double one : seconds_) sum += one;
    return sum / static_cast<double>(seconds_.size());
  }
  double MostSeconds() const { return *std::max_element(seconds_.begin(), seconds_.end()); }
  void Stop() {
    rulesets_.reset();
    permits_.reset();
    server_->Signal(SIGTERM);
    EXPECT_EQ(server_->Wait(), 0) << server_->err();
  }

 private:
  const std::string odd_ = BundleOf(WithVersion(3, WithTitle("Ganjil")));
  const std::string even_ = BundleOf(
      WithVersion(2, Edited(WithTitle("Genap"), "permits.textproto", "id: \"Nomor Induk Berusaha",
                            "id: \"Nomor Induk Berusaha (genap)")));
  std::unique_ptr<Process> server_;
  std::string address_;
  std::unique_ptr<v1::RulesetService::Stub> rulesets_;
  std::unique_ptr<v1::PermitClassificationService::Stub> permits_;
  std::vector<double> seconds_;
};

TEST(RulesetStorm, EachAnswerIsThatOfItsOwnRulesetAndNoCallFails) {
  const char* asked = std::getenv("IZIN_CHAOS_ACTIVATIONS");
  const int activations = asked == nullptr ? 6 : std::atoi(asked);
  const TempFolder folder;
  Storm storm(folder);
  ASSERT_NE(storm.address(), "") << storm.err();
  Answers expected;
  int version = 2;
  for (; version < 4; ++version) {
    const grpc::Status status = storm.Activate(version);
    ASSERT_TRUE(status.ok()) << status.error_message();
    storm.Ask(expected);
  }
  ASSERT_EQ(expected.size(), 2U);
  ASSERT_NE(expected.begin()->second, expected.rbegin()->second);
  const auto wait = [&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(asked == nullptr ? 500 : 10000));
  };
  Figures idle = UnderLoad(storm.address(), expected, wait);
  // What any work of low priority beside the server costs its callers on this machine, though it
  // does nothing to the server: a system ends turns by its clock, after milliseconds.
  Figures crowded;
  if (asked != nullptr) {
    crowded = UnderLoad(storm.address(), expected, [] { std::thread(CountAlone).join(); });
  }
  const long before = storm.ResidentKib();
  int refused = 0;
  const auto activate = [&] {
    LowerThreadPriority();  // of an office, which has a machine of its own
    for (int i = 0; i < activations; ++i, ++version) {
      const grpc::Status status = storm.Activate(version);
      if (!status.ok()) ++refused;
      if (!status.ok()) std::cout << status.error_message() << "\n";
    }
  };
  Figures stormy = UnderLoad(storm.address(), expected, [&] { std::thread(activate).join(); });
  wait();
  const long after = storm.ResidentKib();
  std::cout << absl::StrFormat(
      "%d activations, %.2f s each (at most %.2f s); %d calls, p50 %.0f us, p99 %.0f us, most "
      "%.0f us\nwithout activations %d calls, p50 %.0f us, p99 %.0f us, most %.0f us\n"
      "beside a thread that only counts %d calls, p50 %.0f us, p99 %.0f us, most %.0f us\n"
      "resident %d MiB before, %d MiB after\n",
      activations, storm.MeanSeconds(), storm.MostSeconds(), stormy.micros.size(), stormy.At(0.5),
      stormy.At(0.99), stormy.At(1), idle.micros.size(), idle.At(0.5), idle.At(0.99), idle.At(1),
      crowded.micros.size(), crowded.At(0.5), crowded.At(0.99), crowded.At(1), before >> 10,
      after >> 10);
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(idle.failed + crowded.failed + stormy.failed, 0)
      << idle.first_fault << stormy.first_fault;
  EXPECT_EQ(idle.mixed + crowded.mixed + stormy.mixed, 0);
  if (asked != nullptr) {
    EXPECT_LE(stormy.At(0.99), 2 * idle.At(0.99));
    EXPECT_LE(after, before + before / 10);
  }
  storm.Stop();
}

}  // namespace
}  // namespace izin::testing
