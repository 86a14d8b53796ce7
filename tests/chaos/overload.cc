// What is left of a server that is asked for four times what it can answer.
//
// izind is on the first core, the client on the second. For each mix of calls the client first
// finds the most that is answered in a second, by asking with more and more calls at once; then it
// asks for `--times` that much, whatever comes back, for `--seconds`; then for half of it. A call
// is good if its answer is OK and came within its deadline. Prints a table, and ends with 1 where
// less than 80 % of the most was good under overload, memory grew by more than 256 MiB, or calls
// were not good again within 2 s after it.
//
// What is refused costs something too, before anybody can refuse it. A server that does nothing
// else (RefusingServer) tells in the same run what: of that follows how many of the most can be
// good at best beside the refusals that came, the column "ceiling". Calls of one activity are made
// by h2load where it is installed: a client of gRPC cannot make as many on its core. "core" is the
// part of its core that izind had meanwhile: where that is less than all, the client is what bounds
// it.
//
//   overload [--seconds 5] [--times 4] [--only REGEX] [--izind PROGRAM] [--] [FLAGS OF IZIND]
//   overload --refuse [EVERY MICROSECONDS BYTES]
//
// The last form is that server by itself, for other clients; of EVERY batches it answers one, with
// so many bytes, after so much work.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <unistd.h>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include "izin/v1/kbli.pb.h"
#include "tests/benchmarks/requests.h"
#include "tests/benchmarks/server_process.h"
#include "tests/chaos/light_load.h"
#include "tests/chaos/refusing_server.h"

namespace izin {
namespace {

using Steady = std::chrono::steady_clock;

constexpr char kClassify[] = "/izin.v1.PermitClassificationService/ClassifyActivity";
constexpr char kBatch[] = "/izin.v1.PermitClassificationService/BatchClassifyActivities";
constexpr char kSearch[] = "/izin.v1.KbliService/SearchKbliEntries";
constexpr int kConnections = 16;
// As a portal's pool of connections: a call for which there is no room is not made, and not good.
constexpr std::size_t kMostOut = std::size_t{64} * kConnections;
constexpr auto kDeadline = std::chrono::milliseconds(500);
constexpr double kPart = 0.2;  // seconds: recovery is looked for in steps of it
constexpr int kWellParts = 3;  // so many of them one after the other are well
constexpr double kLeastGood = 0.8;
constexpr double kMostRecovery = 2;
constexpr double kMostGrowthMib = 256;

double Since(Steady::time_point begun) {
  return std::chrono::duration<double>(Steady::now() - begun).count();
}

struct Asked {
  const char* method;
  grpc::ByteBuffer request;
};

// Calls in the order in which they are made, over and over.
struct Mix {
  std::string name;
  std::vector<Asked> calls;
  std::string light;  // the first call's message, where h2load is to make them; else empty
};

grpc::ByteBuffer SearchOf(const std::string& query) {
  v1::SearchKbliEntriesRequest request;
  request.set_query(query);
  return Encoded(request);
}

std::vector<Mix> Mixes() {
  const char* const words[] = {"warung kopi",   "bengkel motor", "jual pakaian anak", "laundri",
                               "toko bangunan", "salon rambut",  "budidaya lele",     "hotel"};
  const ClassifyRequests drawn = DrawRequests(v1::CLASSIFICATION_VIEW_BASIC);
  std::vector<grpc::ByteBuffer> batches;
  for (std::size_t first = 0; first + 200 <= drawn.size(); first += 200) {
    v1::BatchClassifyActivitiesRequest batch;
    for (std::size_t i = first; i < first + 200; ++i) *batch.add_requests() = drawn[i];
    batches.push_back(Encoded(batch));
  }
  Mix of_batches{.name = "batches of 200"};
  for (const grpc::ByteBuffer& batch : batches) of_batches.calls.push_back({kBatch, batch});
  Mix searches{.name = "searches"};
  for (const char* query : words) searches.calls.push_back({kSearch, SearchOf(query)});
  Mix all{.name = "80 % of one, 15 searches, 5 batches"};
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    if (i % 20 == 0) {
      all.calls.push_back({kBatch, batches[i / 20 % batches.size()]});
    } else if (i % 20 < 4) {
      all.calls.push_back({kSearch, SearchOf(words[i % std::size(words)])});
    } else {
      all.calls.push_back({kClassify, Encoded(drawn[i])});
    }
  }
  Mix of_one{.name = "of one activity"};
  if (!LightLoad::Program().empty()) of_one.light = drawn.front().SerializeAsString();
  for (const v1::ClassifyActivityRequest& request : drawn)
    of_one.calls.push_back({kClassify, Encoded(request)});
  return {of_batches, searches, all, of_one};
}

// What became of the calls of one time.
struct Outcome {
  double seconds = 0;
  std::size_t asked = 0;
  std::size_t good = 0;
  std::size_t unmade = 0;  // of those asked, for want of room at the client
  std::map<grpc::StatusCode, std::size_t> others;
  double good_per_second() const { return seconds > 0 ? static_cast<double>(good) / seconds : 0; }
  double p99_ms = 0;  // of the good ones
};

// Single-threaded.
class Load {
 public:
  explicit Load(const std::string& address) {
    for (int i = 0; i < kConnections; ++i) {
      grpc::ChannelArguments own;  // so that no other channel shares the connection
      own.SetInt("izin.connection", i);
      stubs_.push_back(std::make_unique<grpc::GenericStub>(grpc::CreateCustomChannel(
          absl::StrCat("ipv4:", address), grpc::InsecureChannelCredentials(), own)));
    }
  }
  ~Load() {
    queue_.Shutdown();
    void* tag = nullptr;
    bool is_ok = false;
    while (queue_.Next(&tag, &is_ok)) delete static_cast<Call*>(tag);
  }

  // So many calls at once, each followed by the next.
  Outcome Closed(const Mix& mix, std::size_t at_once, double seconds) {
    Begin();
    const Steady::time_point begun = Steady::now();
    while (Since(begun) < seconds) {
      while (out_ < at_once) Start(mix);
      Take(/*waits=*/true);
    }
    return End(Since(begun));
  }

  // So many calls a second, whatever becomes of them.
  Outcome Open(const Mix& mix, double per_second, double seconds) {
    Begin();
    const Steady::time_point begun = Steady::now();
    for (double now = 0; now < seconds; now = Since(begun)) {
      const auto due = static_cast<std::size_t>(now * per_second);
      for (int i = 0; i < 64 && outcome_.asked < due && out_ < kMostOut; ++i) Start(mix);
      if (out_ >= kMostOut && outcome_.asked < due) {
        outcome_.unmade += due - outcome_.asked;
        outcome_.asked = due;
      }
      Take(/*waits=*/out_ >= kMostOut);
    }
    return End(Since(begun));
  }

  // Lets go of what is out.
  void Drain() {
    while (out_ > 0) Take(/*waits=*/true);
  }

 private:
  struct Call {
    grpc::ClientContext context;
    std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
    grpc::ByteBuffer response;
    grpc::Status status;
    Steady::time_point begun;
  };

  void Begin() {
    outcome_ = Outcome();
    latencies_.clear();
  }
  Outcome End(double seconds) {
    outcome_.seconds = seconds;
    if (!latencies_.empty()) {
      const auto place =
          latencies_.begin() + static_cast<std::ptrdiff_t>(latencies_.size() * 99 / 100);
      std::nth_element(latencies_.begin(), place, latencies_.end());
      outcome_.p99_ms = *place * 1000;
    }
    return outcome_;
  }

  void Start(const Mix& mix) {
    const Asked& asked = mix.calls[next_ % mix.calls.size()];
    auto* call = new Call;
    call->begun = Steady::now();
    call->context.set_deadline(std::chrono::system_clock::now() + kDeadline);
    call->reader = stubs_[next_++ % stubs_.size()]->PrepareUnaryCall(&call->context, asked.method,
                                                                     asked.request, &queue_);
    call->reader->StartCall();
    call->reader->Finish(&call->response, &call->status, call);
    ++out_;
    ++outcome_.asked;
  }

  // What has come back; waits for one first if it is told to.
  void Take(bool waits) {
    void* tag = nullptr;
    bool is_ok = false;
    for (int i = 0; i < 64; ++i) {
      const auto until = waits && i == 0
                             ? std::chrono::system_clock::now() + std::chrono::seconds(1)
                             : std::chrono::system_clock::time_point();
      if (queue_.AsyncNext(&tag, &is_ok, until) != grpc::CompletionQueue::GOT_EVENT) return;
      const std::unique_ptr<Call> call(static_cast<Call*>(tag));
      --out_;
      if (call->status.ok()) {
        ++outcome_.good;
        latencies_.push_back(Since(call->begun));
      } else {
        ++outcome_.others[call->status.error_code()];
      }
    }
  }

  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  grpc::CompletionQueue queue_;
  std::size_t next_ = 0;
  std::size_t out_ = 0;
  Outcome outcome_;
  std::vector<double> latencies_;
};

double Mib(pid_t pid, const std::string& field) {
  std::ifstream in(absl::StrCat("/proc/", pid, "/status"));
  for (std::string line; std::getline(in, line);) {
    if (line.rfind(field + ":", 0) == 0) return std::atof(line.c_str() + field.size() + 1) / 1024;
  }
  return 0;
}

struct Flags {
  double seconds = 5;
  double times = 4;
  std::string self;
  std::filesystem::path folder;  // for files while it runs
  std::regex only{".*"};
  std::string izind;
  std::vector<std::string> more;
};

struct Figures {
  double peak = 0;
  double refusal_s = 0;  // of the processor, for a call that is refused
  double busy = 0;       // part of its core that the server had under overload
  Outcome over;
  double growth_mib = 0;
  double recovery = 0;  // seconds; above kMostRecovery: not within it
};

// Calls of a mix, however they are made.
struct Client {
  std::function<double()> peak;               // the most good calls in a second
  std::function<Outcome(double)> overloaded;  // with so many a second
};

Client ClientOf(const Mix& mix, const Flags& flags, Load& load) {
  return {
      .peak =
          [&] {
            double peak = 0;
            for (int round = 0; round < 2; ++round) {
              for (std::size_t at_once : {8, 32, 128})
                peak = std::max(peak, load.Closed(mix, at_once, 1).good_per_second());
            }
            load.Drain();
            return peak;
          },
      .overloaded = [&](double per_second) { return load.Open(mix, per_second, flags.seconds); }};
}

Client LightClientOf(const Flags& flags, LightLoad& load) {
  constexpr double kAllowed = std::chrono::duration<double>(kDeadline).count();
  return {.peak =
              [&load] {
                double peak = 0;
                for (int round = 0; round < 2; ++round) {
                  for (int at_once : {1, 2, 8}) {
                    const LightOutcome one = load.Run(at_once, 1, kAllowed);
                    peak = std::max(peak, static_cast<double>(one.good) / one.seconds);
                  }
                }
                return peak;
              },
          .overloaded =
              [&](double per_second) {
                const LightOutcome one =
                    load.Run(kMostOut / kConnections, flags.seconds, kAllowed, per_second);
                Outcome out{.seconds = one.seconds,
                            .asked = static_cast<std::size_t>(per_second * one.seconds),
                            .good = one.good,
                            .p99_ms = one.p99_ms};
                out.unmade = out.asked - std::min(out.asked, one.good + one.others);
                if (one.others > 0) out.others[grpc::StatusCode::UNKNOWN] = one.others;
                return out;
              }};
}

Figures Try(const Mix& mix, const Flags& flags, const ServerProcess& server) {
  Load load(server.address());
  load.Closed(mix, 32, 1);  // so that answers are in memory
  load.Drain();
  std::optional<LightLoad> light;
  if (!mix.light.empty()) light.emplace(server.address(), mix.light, flags.folder);
  const Client client =
      light.has_value() ? LightClientOf(flags, *light) : ClientOf(mix, flags, load);
  Figures out{.peak = client.peak()};
  const double before = Mib(server.pid(), "VmRSS");
  std::ofstream(absl::StrCat("/proc/", server.pid(), "/clear_refs")) << "5";
  const double used_before = server.CpuSeconds();
  out.over = client.overloaded(out.peak * flags.times);
  out.busy = (server.CpuSeconds() - used_before) / out.over.seconds;
  const Steady::time_point ended = Steady::now();
  out.recovery = kMostRecovery + kPart;
  int well = 0;  // parts, one after the other
  while (Since(ended) < 2 * kMostRecovery) {
    const double begun = Since(ended);
    const Outcome part = load.Open(mix, out.peak / 2, kPart);
    const bool is_well = static_cast<double>(part.good) >= 0.9 * out.peak / 2 * kPart;
    well = is_well ? well + 1 : 0;
    if (well == kWellParts) out.recovery = std::min(out.recovery, begun - (kWellParts - 1) * kPart);
  }
  out.growth_mib = Mib(server.pid(), "VmHWM") - before;
  load.Drain();
  return out;
}

// Seconds of the processor that a refusal takes at least.
double RefusalSeconds(const Mix& mix, const std::string& self) {
  const ServerProcess server({.name = "refusing server", .words = {self, "--refuse"}});
  Load load(server.address());
  load.Closed(mix, 128, 0.5);
  const double before = server.CpuSeconds();
  const Outcome outcome = load.Closed(mix, 128, 2);
  const double used = server.CpuSeconds() - before;
  load.Drain();
  std::size_t refused = 0;
  for (const auto& [code, count] : outcome.others) refused += count;
  return refused == 0 ? 0 : used / static_cast<double>(refused);
}

// The part of the most that can be good where so many calls came and the others are refused; below
// 0: refusing takes all there is.
double CeilingOf(const Figures& figures) {
  const double answer_s = 1 / figures.peak;
  const auto came = static_cast<double>(figures.over.asked - figures.over.unmade);
  const double left = 1 - came / figures.over.seconds * figures.refusal_s;
  return std::min(left / (answer_s - figures.refusal_s) / figures.peak, 1.0);
}

std::string CeilingText(const Figures& figures) {
  const double ceiling = CeilingOf(figures);
  // Who can refuse all of them may as well answer.
  if (figures.refusal_s * figures.peak > 0.5 || ceiling < 0) return "none can be refused";
  return absl::StrFormat("%.0f %%", 100 * ceiling);
}

bool Print(const Mix& mix, const Figures& figures) {
  const double good = figures.over.good_per_second();
  const double offered = static_cast<double>(figures.over.asked) / figures.over.seconds;
  const bool is_sound = good >= kLeastGood * figures.peak && figures.recovery <= kMostRecovery &&
                        figures.growth_mib <= kMostGrowthMib;
  std::string others =
      figures.over.unmade > 0 ? absl::StrCat("not made ", figures.over.unmade) : std::string();
  for (const auto& [code, count] : figures.over.others)
    absl::StrAppend(&others, others.empty() ? "" : ", ",
                    absl::StatusCodeToString(static_cast<absl::StatusCode>(code)), " ", count);
  absl::PrintF(
      "| %s | %.0f | %.0f (%.1fx) | %.0f (%.0f %%) | %s | %.0f %% | %.0f | %.0f | %.1f | %s |%s\n",
      mix.name, figures.peak, offered, offered / figures.peak, good, 100 * good / figures.peak,
      CeilingText(figures), 100 * figures.busy, figures.over.p99_ms, figures.growth_mib,
      figures.recovery, others, is_sound ? "" : " NOT AS IT SHOULD BE");
  std::fflush(stdout);
  return is_sound;
}

bool Parse(const std::vector<std::string>& words, Flags& flags) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool has_value = i + 1 < words.size();
    if (words[i] == "--") {
      flags.more.assign(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      return true;
    }
    if (!has_value) return false;
    const std::string& value = words[i + 1];
    if (words[i] == "--izind") {
      flags.izind = value;
    } else if (words[i] == "--only") {
      flags.only = std::regex(value);
    } else if (!(words[i] == "--seconds" && absl::SimpleAtod(value, &flags.seconds)) &&
               !(words[i] == "--times" && absl::SimpleAtod(value, &flags.times))) {
      return false;
    }
    ++i;
  }
  return true;
}

int Run(const Flags& flags) {
  PinTo(1);
  std::cout << "| calls | most/s | asked for/s | good/s | ceiling | core | p99 ms | MiB more | "
               "well after s | "
               "others |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---|\n";
  bool is_sound = true;
  for (const Mix& mix : Mixes()) {
    if (!std::regex_search(mix.name, flags.only)) continue;
    Command command{.name = "izind", .words = {flags.izind, "--listen", "127.0.0.1:0"}};
    command.words.insert(command.words.end(), flags.more.begin(), flags.more.end());
    Figures figures;
    {
      const ServerProcess server(command);
      figures = Try(mix, flags, server);
    }
    figures.refusal_s = RefusalSeconds(mix, flags.self);
    is_sound = Print(mix, figures) && is_sound;
  }
  return is_sound ? 0 : 1;
}

}  // namespace
}  // namespace izin

int main(int argc, char** argv) {
  if (argc >= 2 && std::string(argv[1]) == "--refuse") {
    const auto number = [&](int place) { return argc == 5 ? std::atoi(argv[place]) : 0; };
    return izin::ServeRefusals({.every = number(2), .work_us = number(3), .bytes = number(4)});
  }
  izin::Flags flags;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe");
  flags.self = self.string();
  flags.izind = (self.parent_path() / "izind").string();
  if (!izin::Parse({argv + 1, argv + argc}, flags)) {
    std::cerr << "usage: overload [--seconds S] [--times N] [--only REGEX] [--izind PROGRAM] [-- "
                 "FLAGS OF "
                 "IZIND]\n";
    return 2;
  }
  flags.folder = std::filesystem::temp_directory_path() / absl::StrCat("overload-", ::getpid());
  std::filesystem::create_directory(flags.folder);
  const int status = izin::Run(flags);
  std::filesystem::remove_all(flags.folder);
  return status;
}
