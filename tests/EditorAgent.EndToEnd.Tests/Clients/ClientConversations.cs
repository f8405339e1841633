namespace EditorAgent.EndToEnd.Tests.Clients;

/// <summary>What the scripted model says to the clients' prompts.</summary>
internal static class ClientConversations
{
    /// <summary>
    /// "Make it green." reads and edits <c>notes.txt</c>; "Run it." starts a command of two processes that ends only by force, which
    /// <c>scenarios.mjs</c> knows by its <c>sleep 60419</c>; words that ask for a dark green are acknowledged; whoever asks for a handoff
    /// note gets one; "Use the skill" asks for the skill <c>deploy</c>; all else gets a line.
    /// </summary>
    public const string Notes = """
        turns:
          - at: 0
            when: {user_contains: a handoff note that you write now}
            answer: {text: 'I made it green, as I was asked to.'}
          - at: 0
            when: {user_contains: dark}
            answer: {text: 'Dark, then.'}
          - at: 0
            when: {user_contains: green}
            answer: {calls: [{tool: read, arguments: {path: notes.txt}}]}
          - at: 1
            when: {user_contains: green}
            answer:
              calls:
                - tool: edit
                  arguments: {path: notes.txt, edits: [{old_string: colour=red, new_string: colour=green}]}
          - at: 2
            when: {tool_result_contains: Edited notes.txt}
            answer: {text: Changed.}
          - at: 2
            answer: {text: I could not change it.}
          - at: 0
            when: {user_contains: Use the skill}
            answer: {calls: [{tool: skill, arguments: {name: deploy, args: prod}}]}
          - at: 1
            when: {tool_result_contains: Deploy to prod.}
            answer: {text: Deployed.}
          - at: 0
            when: {user_contains: run}
            answer:
              calls:
                - tool: shell
                  arguments: {command: 'sleep 60419 & wait'}
          - at: 0
            answer: {text: Still here.}
        """;
}
