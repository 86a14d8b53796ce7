#include "tests/benchmarks/load.h"

#include <cstdint>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <memory>

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

namespace izin {
namespace {

std::shared_ptr<grpc::Channel> Connection(const std::string& address, int number) {
  grpc::ChannelArguments arguments;
  arguments.SetInt("izin.connection", number);  // so that no other channel shares it
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

void DieUnlessOk(const grpc::Status& status) {
  if (status.ok()) return;
  std::cerr << "call failed: " << status.error_message() << "\n";
  std::exit(3);
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Valid() || !buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices)
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

// Single-threaded. For one window.
class Load {
 public:
  Load(const Calls& calls, const ServerProcess& server) : calls_(calls), meter_(server) {
    stubs_.reserve(static_cast<std::size_t>(calls.channels));
    for (int c = 0; c < calls.channels; ++c)
      stubs_.push_back(std::make_unique<grpc::GenericStub>(Connection(server.address(), c)));
    slots_.resize(static_cast<std::size_t>(calls.channels) *
                  static_cast<std::size_t>(calls.streams));
  }

  Window Run(double seconds) {
    for (std::size_t s = 0; s < slots_.size(); ++s) Start(s);
    const Window window = Measure(meter_, seconds, [this](double part) { Pump(part); });
    Drain();
    return window;
  }

  // REQUIRES: at least as many as there are slots.
  void Replay(std::size_t count) {
    for (std::size_t s = 0; s < slots_.size(); ++s) Start(s);
    void* tag = nullptr;
    bool is_ok = false;
    for (std::size_t started = slots_.size(); started < count; ++started) {
      queue_.Next(&tag, &is_ok);
      const auto s = reinterpret_cast<std::size_t>(tag);
      DieUnlessOk(slots_[s].status);
      Start(s);
    }
    Drain();
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
    slot.reader = stubs_[s % stubs_.size()]->PrepareUnaryCall(
        slot.context.get(), calls_.method, (*calls_.requests)[next_++ % calls_.requests->size()],
        &queue_);
    slot.reader->StartCall();
    slot.reader->Finish(&slot.response, &slot.status, reinterpret_cast<void*>(s));
  }

  void Pump(double seconds) {
    const SteadyClock::time_point begun = SteadyClock::now();
    void* tag = nullptr;
    bool is_ok = false;
    while (SecondsSince(begun) < seconds && queue_.Next(&tag, &is_ok)) {
      const auto s = reinterpret_cast<std::size_t>(tag);
      Slot& slot = slots_[s];
      DieUnlessOk(slot.status);
      meter_.Count(slot.begun, slot.response.Length());
      Start(s);
    }
  }

  // Waits for the calls under way.
  void Drain() {
    void* tag = nullptr;
    bool is_ok = false;
    for (std::size_t s = 0; s < slots_.size(); ++s) queue_.Next(&tag, &is_ok);
    queue_.Shutdown();
    while (queue_.Next(&tag, &is_ok)) {
    }
  }

  const Calls& calls_;
  Meter meter_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  grpc::CompletionQueue queue_;
  std::vector<Slot> slots_;
  std::size_t next_ = 0;
};

// Single-threaded. For one window.
class StreamLoad {
 public:
  StreamLoad(const Calls& calls, const ServerProcess& server)
      : calls_(calls), meter_(server), stub_(Connection(server.address(), 0)) {}

  Window Run(double seconds) {
    stream_ = stub_.PrepareCall(&context_, calls_.method, &queue_);
    stream_->StartCall(TagOf(Event::kStarted));
    Take(Event::kStarted);
    Read();
    Write();
    const Window window = Measure(meter_, seconds, [this](double part) { Pump(part); });
    context_.TryCancel();
    while (is_reading_ || is_writing_) Next();
    stream_->Finish(&status_, TagOf(Event::kFinished));
    Take(Event::kFinished);
    queue_.Shutdown();
    return window;
  }

 private:
  enum class Event : std::uintptr_t { kStarted = 1, kRead, kWritten, kFinished };

  static void* TagOf(Event event) { return reinterpret_cast<void*>(event); }

  void Read() {
    is_reading_ = true;
    stream_->Read(&response_, TagOf(Event::kRead));
  }
  void Write() {
    is_writing_ = true;
    asked_.push_back(SteadyClock::now());
    stream_->Write((*calls_.requests)[next_++ % calls_.requests->size()], TagOf(Event::kWritten));
  }
  void Take(Event event) {
    void* tag = nullptr;
    bool is_ok = false;
    queue_.Next(&tag, &is_ok);
    if (tag != TagOf(event) || !is_ok) DieUnlessOk(grpc::Status(grpc::UNKNOWN, "no stream"));
  }
  // True if something was read or written.
  bool Next() {
    void* tag = nullptr;
    bool is_ok = false;
    queue_.Next(&tag, &is_ok);
    const bool is_read = tag == TagOf(Event::kRead);
    (is_read ? is_reading_ : is_writing_) = false;
    if (is_ok && is_read) {
      meter_.Count(asked_.front(), response_.Length());
      asked_.pop_front();
    }
    return is_ok;
  }

  void Pump(double seconds) {
    const SteadyClock::time_point begun = SteadyClock::now();
    while (SecondsSince(begun) < seconds) {
      if (!Next()) DieUnlessOk(grpc::Status(grpc::UNKNOWN, "the stream ended"));
      if (!is_reading_) Read();
      if (!is_writing_ && asked_.size() < static_cast<std::size_t>(calls_.streams)) Write();
    }
  }

  const Calls& calls_;
  Meter meter_;
  grpc::GenericStub stub_;
  grpc::CompletionQueue queue_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> stream_;
  grpc::ByteBuffer response_;
  grpc::Status status_;
  std::deque<SteadyClock::time_point> asked_;  // of messages that are not answered
  bool is_reading_ = false;
  bool is_writing_ = false;
  std::size_t next_ = 0;
};

}  // namespace

Window RunStream(const Calls& calls, const ServerProcess& server, double seconds) {
  return StreamLoad(calls, server).Run(seconds);
}

Window RunCalls(const Calls& calls, const ServerProcess& server, double seconds) {
  return Load(calls, server).Run(seconds);
}

void ReplayCalls(const Calls& calls, const ServerProcess& server, std::size_t count) {
  Load(calls, server).Replay(count);
}

std::vector<std::string> Fetch(const std::string& address, const char* method,
                               const std::vector<grpc::ByteBuffer>& requests) {
  grpc::GenericStub stub(Connection(address, 0));
  grpc::CompletionQueue queue;
  std::vector<std::string> answers;
  answers.reserve(requests.size());
  for (const grpc::ByteBuffer& request : requests) {
    grpc::ClientContext context;
    grpc::ByteBuffer response;
    grpc::Status status;
    const auto reader = stub.PrepareUnaryCall(&context, method, request, &queue);
    reader->StartCall();
    reader->Finish(&response, &status, nullptr);
    void* tag = nullptr;
    bool is_ok = false;
    queue.Next(&tag, &is_ok);
    DieUnlessOk(status);
    answers.push_back(BytesOf(response));
  }
  queue.Shutdown();
  return answers;
}

bool Connects(const std::string& address, int seconds) {
  return Connection(address, 0)
      ->WaitForConnected(std::chrono::system_clock::now() + std::chrono::seconds(seconds));
}

}  // namespace izin
