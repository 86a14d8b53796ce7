#include "tests/benchmarks/redis.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include <hiredis/hiredis.h>

#include "tests/benchmarks/poll_load.h"
#include "tests/benchmarks/server_process.h"

namespace izin {
namespace {

constexpr int kConnections = 32;

struct Free {
  void operator()(redisContext* context) const { redisFree(context); }
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Context = std::unique_ptr<redisContext, Free>;
using Reply = std::unique_ptr<redisReply, Free>;

void DieUnless(bool is_sound, const redisContext& context) {
  if (is_sound) return;
  std::cerr << "Redis: unexpected answer " << context.errstr << "\n";
  std::exit(3);
}

// A connection of PollLoad.
class Client {
 public:
  explicit Client(Context context) : context_(std::move(context)) {}

  int fd() const { return context_->fd; }

  void Ask(const std::string& key) {
    redisAppendCommand(context_.get(), "GET %b", key.data(), key.size());
    for (int done = 0; done == 0;)
      DieUnless(redisBufferWrite(context_.get(), &done) == REDIS_OK, *context_);
  }

  std::size_t Answer() {
    DieUnless(redisBufferRead(context_.get()) == REDIS_OK, *context_);
    void* next = nullptr;
    DieUnless(redisGetReplyFromReader(context_.get(), &next) == REDIS_OK, *context_);
    const Reply reply(static_cast<redisReply*>(next));
    if (reply == nullptr) return 0;
    DieUnless(reply->type == REDIS_REPLY_STRING, *context_);
    return reply->len;
  }

  void Set(const std::string& key, const std::string& value) {
    const Reply reply(static_cast<redisReply*>(redisCommand(
        context_.get(), "SET %b %b", key.data(), key.size(), value.data(), value.size())));
    DieUnless(reply != nullptr && reply->type == REDIS_REPLY_STATUS, *context_);
  }

 private:
  Context context_;
};

// Null if the server takes no connection within a while.
Context WaitFor(const ServerProcess& server, int port) {
  for (int tries = 0; tries < 100 && server.IsAlive(); ++tries) {
    Context context(redisConnect("127.0.0.1", port));
    if (context != nullptr && context->err == 0) return context;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return nullptr;
}

struct Peer {
  std::unique_ptr<const ServerProcess> server;
  std::vector<std::string> keys;
  std::vector<Client> clients;
};

}  // namespace

Run StartRedis(const std::filesystem::path& folder, const std::vector<std::string>& keys,
               const std::vector<std::string>& answers) {
  const std::string program = FindProgram("redis-server");
  if (program.empty()) {
    std::cerr << "Redis: not installed\n";
    return nullptr;
  }
  std::filesystem::create_directories(folder);
  const int port = FreePort();
  const auto peer = std::make_shared<Peer>();
  peer->server = std::make_unique<const ServerProcess>(
      Command{.name = "Redis",
              .words = {program, "--port", absl::StrCat(port), "--bind", "127.0.0.1", "--dir",
                        folder.string(), "--save", "", "--appendonly", "no"},
              .address = absl::StrCat("127.0.0.1:", port)});
  peer->keys = keys;
  peer->clients.reserve(kConnections);
  for (int c = 0; c < kConnections; ++c) {
    Context context = WaitFor(*peer->server, port);
    if (context == nullptr) {
      std::cerr << "Redis: does not start\n";
      return nullptr;
    }
    peer->clients.emplace_back(std::move(context));
  }
  for (std::size_t i = 0; i < keys.size(); ++i) peer->clients[0].Set(keys[i], answers[i]);
  return [peer](double seconds) {
    return PollLoad<Client>(peer->clients, peer->keys, *peer->server).Run(seconds);
  };
}

}  // namespace izin
