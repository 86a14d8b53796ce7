// A server under test: a process of its own on the first core, with what it used of the processor.

#ifndef IZIN_TESTS_BENCHMARKS_SERVER_PROCESS_H_
#define IZIN_TESTS_BENCHMARKS_SERVER_PROCESS_H_

#include <csignal>
#include <string>
#include <sys/types.h>
#include <vector>

namespace izin {

struct Command {
  std::string name;  // in messages
  std::vector<std::string> words;
  // Where it will serve. Empty: the first line of standard output says so, as izind does.
  std::string address;
  int stop_signal = SIGKILL;
};

// Keeps this process, and what it starts afterwards, on one core; where there is one only, nothing.
void PinTo(int core);

class ServerProcess {
 public:
  // Ends the program with exit code 3 if a server that says its address does not start.
  explicit ServerProcess(Command command);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  const std::string& name() const { return command_.name; }
  const std::string& address() const { return command_.address; }
  bool IsAlive() const;
  pid_t pid() const { return pid_; }
  // User and system time so far of all threads of the process and of its children alive.
  double CpuSeconds() const;

 private:
  Command command_;
  pid_t pid_ = 0;
};

// Runs a command, its output thrown away; whether it exits with 0.
bool Succeeds(const std::vector<std::string>& words);

// The path of a program in $PATH or in one of `folders`; empty if it is in none.
std::string FindProgram(const std::string& name, const std::vector<std::string>& folders = {});

// A port of loopback that nobody listened on a moment ago, below those that the system gives away.
int FreePort();

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_SERVER_PROCESS_H_
