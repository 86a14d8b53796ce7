// What a unary call costs the host, against minimal servers of the same transport, in one run.
//
// Servers are processes of their own: izind in several settings, and echoes that answer every call
// with fixed bytes (callback: a message copied and serialised; raw: bytes as they are). The client
// replays 5,000 different pre-encoded requests against each in turn, in interleaved rounds, and
// reads what the server's process used of the processor. Prints a table of medians with ratios.
//
//   unary_benchmark [--rounds 5] [--seconds 1] [--benchmark_out FILE]

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <sched.h>

#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/ruleset_library.h"

namespace izin {
namespace {

using Seconds = std::chrono::duration<double>;
using SteadyClock = std::chrono::steady_clock;

constexpr char kUnary[] = "/izin.v1.PermitClassificationService/ClassifyActivity";
constexpr char kBatch[] = "/izin.v1.PermitClassificationService/BatchClassifyActivities";
constexpr int kRequests = 5000;
constexpr int kBasicEchoBytes = 597;

// ---- echoes

v1::ClassifyActivityResponse EchoMessage(int bytes) {
  v1::ClassifyActivityResponse response;
  v1::Classification& classification = *response.mutable_classification();
  classification.set_kbli_code("56101");
  // Made of permits as an answer is, then filled up.
  while (static_cast<int>(response.ByteSizeLong()) + 80 < bytes) {
    v1::Permit& permit = *classification.add_permits();
    permit.set_code("PKKPR");
    permit.mutable_text()->set_title("Persetujuan KKPR darat (PKKPR)");
  }
  const int missing = bytes - static_cast<int>(response.ByteSizeLong());
  if (missing > 3)
    classification.set_kbli_title(std::string(static_cast<std::size_t>(missing - 3), 'x'));
  return response;
}

class CallbackEcho final : public v1::PermitClassificationService::CallbackService {
 public:
  explicit CallbackEcho(int bytes) : answer_(EchoMessage(bytes)) {}
  grpc::ServerUnaryReactor* ClassifyActivity(grpc::CallbackServerContext* context,
                                             const v1::ClassifyActivityRequest* /*request*/,
                                             v1::ClassifyActivityResponse* response) override {
    response->CopyFrom(answer_);
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const v1::ClassifyActivityResponse answer_;
};

class RawEcho final
    : public v1::PermitClassificationService::WithRawCallbackMethod_ClassifyActivity<
          v1::PermitClassificationService::Service> {
 public:
  explicit RawEcho(int bytes) : answer_(EchoMessage(bytes).SerializeAsString()) {}
  grpc::ServerUnaryReactor* ClassifyActivity(grpc::CallbackServerContext* context,
                                             const grpc::ByteBuffer* /*request*/,
                                             grpc::ByteBuffer* response) override {
    *response = grpc::ByteBuffer(&answer_, 1);
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const grpc::Slice answer_;
};

// Serves until killed; says where on standard output as izind does.
int ServeEcho(const std::string& kind, int bytes) {
  std::unique_ptr<grpc::Service> service;
  if (kind == "callback") service = std::make_unique<CallbackEcho>(bytes);
  if (kind == "raw") service = std::make_unique<RawEcho>(bytes);
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(service.get());
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  std::cout << "izind listening on 127.0.0.1:" << port << std::endl;
  server->Wait();
  return 0;
}

void PinTo(int core) {
  if (std::thread::hardware_concurrency() < 2) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<unsigned>(core), &set);
  sched_setaffinity(0, sizeof(set), &set);
}

// ---- servers under test

class ServerProcess {
 public:
  ServerProcess(std::string name, std::vector<std::string> command) : name_(std::move(name)) {
    int out[2];
    if (pipe(out) != 0) std::abort();
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      PinTo(0);
      dup2(out[1], STDOUT_FILENO);
      std::vector<char*> argv;
      for (std::string& word : command) argv.push_back(word.data());
      argv.push_back(nullptr);
      execv(argv[0], argv.data());
      _exit(127);
    }
    close(out[1]);
    std::string line;
    for (char c = 0; read(out[0], &c, 1) == 1 && c != '\n';) line.push_back(c);
    close(out[0]);
    address_ = std::string(absl::StripPrefix(line, "izind listening on "));
    if (address_.empty()) {
      std::cerr << name_ << " does not start\n";
      std::exit(3);
    }
  }
  ~ServerProcess() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  const std::string& name() const { return name_; }
  const std::string& address() const { return address_; }

  // User and system time of all threads so far.
  double CpuSeconds() const {
    std::ifstream stat(absl::StrCat("/proc/", pid_, "/stat"));
    std::string text((std::istreambuf_iterator<char>(stat)), std::istreambuf_iterator<char>());
    const std::vector<std::string> fields = absl::StrSplit(text.substr(text.rfind(')') + 2), ' ');
    return (std::stod(fields[11]) + std::stod(fields[12])) /
           static_cast<double>(sysconf(_SC_CLK_TCK));
  }

 private:
  std::string name_;
  pid_t pid_ = 0;
  std::string address_;
};

// ---- load

struct Window {
  double per_second = 0;
  double per_cpu_second = 0;
  double p99_us = 0;
  double bytes = 0;  // of an answer, on average
};

// One call at a time in each slot.
class Load {
 public:
  Load(const std::string& address, const char* method,
       const std::vector<grpc::ByteBuffer>& requests, int channels, int streams)
      : method_(method), requests_(requests) {
    for (int c = 0; c < channels; ++c) {
      grpc::ChannelArguments arguments;
      arguments.SetInt("izin.connection", c);  // a connection of its own
      stubs_.push_back(std::make_unique<grpc::GenericStub>(
          grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments)));
    }
    slots_.resize(static_cast<std::size_t>(channels * streams));
  }

  // REQUIRES: called once.
  Window Run(const ServerProcess& server, double seconds) {
    for (std::size_t s = 0; s < slots_.size(); ++s) Start(s);
    Pump(0.2);
    latencies_us_.clear();
    calls_ = 0;
    bytes_ = 0;
    const double cpu = server.CpuSeconds();
    const double took = Pump(seconds);
    const double used = server.CpuSeconds() - cpu;
    Window window{.per_second = static_cast<double>(calls_) / took,
                  .per_cpu_second = used > 0 ? static_cast<double>(calls_) / used : 0,
                  .p99_us = 0,
                  .bytes = calls_ > 0 ? bytes_ / static_cast<double>(calls_) : 0};
    std::sort(latencies_us_.begin(), latencies_us_.end());
    if (!latencies_us_.empty()) window.p99_us = latencies_us_[latencies_us_.size() * 99 / 100];
    Drain();
    return window;
  }

 private:
  struct Slot {
    std::unique_ptr<grpc::ClientContext> context;
    std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
    grpc::ByteBuffer response;
    grpc::Status status;
    SteadyClock::time_point begun;
  };

  void Start(std::size_t s) {
    Slot& slot = slots_[s];
    slot.context = std::make_unique<grpc::ClientContext>();
    slot.begun = SteadyClock::now();
    grpc::GenericStub& stub = *stubs_[s % stubs_.size()];
    slot.reader = stub.PrepareUnaryCall(slot.context.get(), method_,
                                        requests_[next_++ % requests_.size()], &queue_);
    slot.reader->StartCall();
    slot.reader->Finish(&slot.response, &slot.status, reinterpret_cast<void*>(s));
  }

  double Pump(double seconds) {
    const SteadyClock::time_point begun = SteadyClock::now();
    while (Seconds(SteadyClock::now() - begun).count() < seconds) {
      void* tag = nullptr;
      bool is_ok = false;
      if (!queue_.Next(&tag, &is_ok)) break;
      const auto s = reinterpret_cast<std::size_t>(tag);
      Slot& slot = slots_[s];
      if (!slot.status.ok()) {
        std::cerr << "call failed: " << slot.status.error_message() << "\n";
        std::exit(3);
      }
      ++calls_;
      bytes_ += static_cast<double>(slot.response.Length());
      latencies_us_.push_back(Seconds(SteadyClock::now() - slot.begun).count() * 1e6);
      Start(s);
    }
    return Seconds(SteadyClock::now() - begun).count();
  }

  void Drain() {
    for (Slot& slot : slots_) slot.context->TryCancel();
    for (std::size_t s = 0; s < slots_.size(); ++s) {
      void* tag = nullptr;
      bool is_ok = false;
      queue_.Next(&tag, &is_ok);
    }
    queue_.Shutdown();
    void* tag = nullptr;
    bool is_ok = false;
    while (queue_.Next(&tag, &is_ok)) {
    }
  }

  const char* method_;
  const std::vector<grpc::ByteBuffer>& requests_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  grpc::CompletionQueue queue_;
  std::vector<Slot> slots_;
  std::size_t next_ = 0;
  long calls_ = 0;
  double bytes_ = 0;
  std::vector<double> latencies_us_;
};

// ---- requests

std::vector<v1::ClassifyActivityRequest> Requests(v1::ClassificationView view) {
  std::mt19937 random(20261124);
  const auto library = *RulesetLibrary::Embedded();
  const Ruleset& ruleset = library->latest();
  std::vector<v1::ClassifyActivityRequest> requests;
  while (requests.size() < kRequests) {
    const Scope& scope = ruleset.data().scopes[random() % ruleset.data().scopes.size()];
    const auto scale = 1 + random() % 4;
    if (scope.level_at[scale] == RiskLevel::kUnspecified) continue;
    v1::ClassifyActivityRequest request;
    request.set_view(view);
    v1::BusinessActivity& activity = *request.mutable_activity();
    activity.set_kbli_code(ruleset.kbli().CodeAt(scope.code_index).ToString());
    activity.set_scope_id(scope.id);
    activity.set_scale(static_cast<v1::BusinessScale>(scale));
    activity.add_locations(v1::LOCATION_TYPE_LAND);
    activity.set_zone(v1::ZONE_NONE);
    activity.set_extent(v1::ADMINISTRATIVE_EXTENT_WITHIN_REGENCY);
    activity.set_rdtr(static_cast<v1::RdtrStatus>(1 + random() % 3));
    activity.set_land_condition(v1::LAND_CONDITION_ORDINARY);
    activity.set_construction(static_cast<v1::Construction>(1 + random() % 4));
    activity.set_environment(static_cast<v1::EnvironmentalScreening>(1 + random() % 3));
    requests.push_back(std::move(request));
  }
  return requests;
}

grpc::ByteBuffer Encoded(const google::protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

std::vector<grpc::ByteBuffer> Encoded(const std::vector<v1::ClassifyActivityRequest>& requests) {
  std::vector<grpc::ByteBuffer> encoded;
  for (const auto& request : requests) encoded.push_back(Encoded(request));
  return encoded;
}

// Batches of 1,000 each.
std::vector<grpc::ByteBuffer> Batches(const std::vector<v1::ClassifyActivityRequest>& requests) {
  std::vector<grpc::ByteBuffer> batches;
  for (std::size_t first = 0; first + 1000 <= requests.size(); first += 1000) {
    v1::BatchClassifyActivitiesRequest batch;
    for (std::size_t i = first; i < first + 1000; ++i) *batch.add_requests() = requests[i];
    batches.push_back(Encoded(batch));
  }
  return batches;
}

// ---- runs

struct Contest {
  std::string name;  // of the line
  const ServerProcess* server;
  const char* method;
  const std::vector<grpc::ByteBuffer>* requests;
  int channels;
  int streams;
  int items;         // in one call
  std::string base;  // the line it is divided by; empty: none
  std::vector<Window> windows;
};

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

double MedianOf(const Contest& contest, double Window::*figure) {
  std::vector<double> values;
  for (const Window& window : contest.windows) values.push_back(window.*figure);
  return Median(std::move(values));
}

// The median over rounds of this line's figure divided by the base's in the same round.
double RatioOf(const Contest& contest, const std::vector<Contest>& all, double Window::*figure) {
  for (const Contest& base : all) {
    if (base.name != contest.base) continue;
    std::vector<double> ratios;
    for (std::size_t round = 0; round < contest.windows.size(); ++round) {
      const double below = base.windows[round].*figure * base.items;
      if (below > 0) ratios.push_back(contest.windows[round].*figure * contest.items / below);
    }
    return Median(std::move(ratios));
  }
  return 0;
}

void Print(const std::vector<Contest>& contests, const std::string& json_file) {
  std::cout << absl::StreamFormat("%-28s %9s %12s %9s %9s  %s\n", "server", "answer B",
                                  "items/CPU-s", "items/s", "p99 us",
                                  "ratio per CPU-s, p99 (base)");
  std::string json = "{\"unary\":[";
  for (const Contest& contest : contests) {
    const double per_cpu = MedianOf(contest, &Window::per_cpu_second) * contest.items;
    const double per_second = MedianOf(contest, &Window::per_second) * contest.items;
    const double p99 = MedianOf(contest, &Window::p99_us);
    const double ratio = RatioOf(contest, contests, &Window::per_cpu_second);
    const double p99_ratio = contest.items == 1 ? RatioOf(contest, contests, &Window::p99_us) : 0;
    std::cout << absl::StreamFormat("%-28s %9.0f %12.0f %9.0f %9.0f", contest.name,
                                    MedianOf(contest, &Window::bytes), per_cpu, per_second, p99);
    if (ratio > 0)
      std::cout << absl::StreamFormat("  %.2f, %.2f (%s)", ratio, p99_ratio, contest.base);
    std::cout << "\n";
    absl::StrAppend(&json, json.back() == '[' ? "" : ",", "{\"name\":\"", contest.name,
                    "\",\"items_per_cpu_second\":", per_cpu, ",\"items_per_second\":", per_second,
                    ",\"p99_us\":", p99, ",\"base\":\"", contest.base, "\",\"ratio\":", ratio,
                    ",\"p99_ratio\":", p99_ratio, "}");
  }
  absl::StrAppend(&json, "]}\n");
  if (!json_file.empty()) std::ofstream(json_file) << json;
}

int Run(const std::string& self, int rounds, double seconds, const std::string& json_file) {
  PinTo(1);
  const std::string izind = (std::filesystem::path(self).parent_path() / "izind").string();
  const std::filesystem::path data =
      std::filesystem::temp_directory_path() / absl::StrCat("izin-bench-", getpid());
  const auto basic_requests = Requests(v1::CLASSIFICATION_VIEW_BASIC);
  const std::vector<grpc::ByteBuffer> basic = Encoded(basic_requests);
  const std::vector<grpc::ByteBuffer> full = Encoded(Requests(v1::CLASSIFICATION_VIEW_FULL));
  const std::vector<grpc::ByteBuffer> batches = Batches(basic_requests);
  const std::string address = "127.0.0.1:0";
  const ServerProcess plain("izind", {izind, "--listen", address});
  const ServerProcess uncached("izind without cache",
                               {izind, "--listen", address, "--answer-cache-mib", "-1"});
  const ServerProcess logged("izind, log async",
                             {izind, "--listen", address, "--data-dir", data.string()});
  // The full echo sends as many bytes as a full answer has on average.
  const double full_bytes = Load(plain.address(), kUnary, full, 1, 32).Run(plain, 0.5).bytes;
  const std::string full_echo_bytes = absl::StrCat(static_cast<int>(full_bytes));
  const std::string basic_echo_bytes = absl::StrCat(kBasicEchoBytes);
  const ServerProcess callback("callback echo", {self, "--echo", "callback", basic_echo_bytes});
  const ServerProcess raw("raw echo", {self, "--echo", "raw", basic_echo_bytes});
  const ServerProcess callback_full("callback echo", {self, "--echo", "callback", full_echo_bytes});
  const ServerProcess raw_full("raw echo", {self, "--echo", "raw", full_echo_bytes});
  std::vector<Contest> contests = {
      {"raw echo 1x32", &raw, kUnary, &basic, 1, 32, 1, "", {}},
      {"callback echo 1x32", &callback, kUnary, &basic, 1, 32, 1, "raw echo 1x32", {}},
      {"izind BASIC 1x32", &plain, kUnary, &basic, 1, 32, 1, "raw echo 1x32", {}},
      {"izind BASIC 1x32 (callback)", &plain, kUnary, &basic, 1, 32, 1, "callback echo 1x32", {}},
      {"izind BASIC no cache 1x32", &uncached, kUnary, &basic, 1, 32, 1, "izind BASIC 1x32", {}},
      {"izind BASIC log async 1x32", &logged, kUnary, &basic, 1, 32, 1, "izind BASIC 1x32", {}},
      {"raw echo 4x32", &raw, kUnary, &basic, 4, 32, 1, "", {}},
      {"callback echo 4x32", &callback, kUnary, &basic, 4, 32, 1, "raw echo 4x32", {}},
      {"izind BASIC 4x32", &plain, kUnary, &basic, 4, 32, 1, "raw echo 4x32", {}},
      {"raw echo full 1x32", &raw_full, kUnary, &full, 1, 32, 1, "", {}},
      {"callback echo full 1x32",
       &callback_full,
       kUnary,
       &full,
       1,
       32,
       1,
       "raw echo full 1x32",
       {}},
      {"izind FULL 1x32", &plain, kUnary, &full, 1, 32, 1, "raw echo full 1x32", {}},
      {"izind batch of 1000, BASIC", &plain, kBatch, &batches, 1, 4, 1000, "izind BASIC 1x32", {}},
  };
  for (int round = 0; round < rounds; ++round) {
    for (Contest& contest : contests) {
      Load load(contest.server->address(), contest.method, *contest.requests, contest.channels,
                contest.streams);
      contest.windows.push_back(load.Run(*contest.server, seconds));
    }
  }
  Print(contests, json_file);
  std::filesystem::remove_all(data);
  return 0;
}

}  // namespace
}  // namespace izin

int main(int argc, char** argv) {
  if (argc == 4 && std::string(argv[1]) == "--echo")
    return izin::ServeEcho(argv[2], std::atoi(argv[3]));
  int rounds = 5;
  double seconds = 1;
  std::string json_file;
  for (int i = 1; i < argc; ++i) {
    absl::string_view argument = argv[i];
    if (argument == "--rounds" && i + 1 < argc) rounds = std::atoi(argv[++i]);
    if (argument == "--seconds" && i + 1 < argc) seconds = std::atof(argv[++i]);
    if (absl::ConsumePrefix(&argument, "--benchmark_out=")) json_file = std::string(argument);
  }
  return izin::Run(std::filesystem::read_symlink("/proc/self/exe").string(), rounds, seconds,
                   json_file);
}
