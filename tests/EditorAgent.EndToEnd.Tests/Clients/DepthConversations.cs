namespace EditorAgent.EndToEnd.Tests.Clients;

/// <summary>What the scripted model says in the conversations of <c>tests/acp-clients/depth.mjs</c>.</summary>
internal static class DepthConversations
{
    public const string Turns = """
        turns:
          - at: 0
            when: {user_contains: SCOUT}
            answer: {calls: [{tool: read, arguments: {path: notes.txt}}]}
          - at: 1
            when: {user_contains: SCOUT}
            answer: {text: 'The notes say red.'}
          - at: 0
            when: {user_contains: Send two}
            answer:
              calls:
                - {tool: agent, arguments: {description: Look at the notes, prompt: SCOUT the notes., profile: explore}}
                - {tool: agent, arguments: {description: Look at the folder, prompt: SCOUT the folder., profile: explore}}
          - at: 1
            when: {user_contains: Send two}
            answer: {text: Both are back.}
          - at: 0
            when: {user_contains: Ask me}
            answer:
              calls:
                - tool: ask_user
                  arguments: {question: 'Which database shall it be?', options: [{label: PostgreSQL}, {label: SQLite, description: One file.}]}
          - at: 1
            when: {tool_result_contains: SQLite}
            answer: {text: SQLite it is.}
          - at: 0
            when: {user_contains: Plan it}
            answer: {calls: [{tool: exit_plan, arguments: {plan: '1. Write plan.txt.'}}]}
          - at: 1
            when: {tool_result_contains: has not approved}
            answer: {text: I keep planning.}
          - at: 0
            when: {user_contains: Plan mode is off}
            answer: {calls: [{tool: write, arguments: {path: plan.txt, content: blue}}]}
          - at: 1
            when: {user_contains: Plan mode is off}
            answer: {text: Done as planned.}
          - at: 0
            when: {user_contains: Serve it}
            answer: {calls: [{tool: shell, arguments: {command: 'echo listening; sleep 60419 & wait', background: true}}]}
          - at: 1
            when: {user_contains: Serve it}
            answer: {text: Served.}
          - at: 0
            when: {user_contains: Look at it}
            answer: {calls: [{tool: command_output, arguments: {id: c1}}]}
          - at: 1
            when: {tool_result_contains: listening}
            answer: {text: It listens.}
          - at: 0
            when: {user_contains: Stop it}
            answer: {calls: [{tool: command_stop, arguments: {id: c1}}]}
          - at: 1
            when: {tool_result_contains: c1 is stopped}
            answer: {text: Stopped.}
          - at: 0
            when: {user_contains: Fetch it}
            answer: {calls: [{tool: read, arguments: {path: address.txt}}]}
          - at: 1
            when: {user_contains: Fetch it}
            answer: {calls: [{tool: web_fetch, arguments: {url: '${result:(http\S+)}'}}]}
          - at: 2
            when: {tool_result_contains: orange}
            answer: {text: 'Orange, says the page.'}
          - at: 0
            when: {user_contains: Compare}
            answer: {text: Compared.}
          - at: 0
            when: {user_contains: Sum it up}
            answer: {text: By its link.}
          - at: 0
            when: {user_contains: Sum up}
            answer: {text: By its name.}
          - at: 0
            when: {user_contains: Await it}
            answer: {calls: [{tool: shell, arguments: {command: 'until [ -e gate ]; do sleep 0.1; done; echo it is open; sleep 60423', background: true}}]}
          - at: 1
            when: {user_contains: Await it}
            answer: {calls: [{tool: command_output, arguments: {id: c1, wait_seconds: 60}}]}
          - at: 2
            when: {tool_result_contains: it is open}
            answer: {text: It is open.}
          - at: 2
            when: {user_contains: Await it}
            answer: {text: It did not wait.}
          - at: 0
            when: {user_contains: Look at these}
            answer: {text: Seen.}
          - at: 0
            when: {user_contains: green}
            answer: {calls: [{tool: read, arguments: {path: notes.txt}}]}
          - at: 1
            when: {user_contains: green}
            answer: {calls: [{tool: edit, arguments: {path: notes.txt, edits: [{old_string: colour=red, new_string: colour=green}]}}]}
          - at: 2
            answer: {text: I could not change it.}
          - at: 0
            answer: {text: Still here.}
        """;
}
