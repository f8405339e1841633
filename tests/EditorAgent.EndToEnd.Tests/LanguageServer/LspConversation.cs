namespace EditorAgent.EndToEnd.Tests.LanguageServer;

/// <summary>What the scripted model says to the code actions of <c>tests/lsp-clients</c>.</summary>
internal static class LspConversation
{
    /// <summary>A fix reads and edits <c>notes.txt</c>; one with tests runs a command that ends only by force.</summary>
    public const string Notes = """
        turns:
          - at: 0
            when: {user_contains: 'Fix and add tests:'}
            answer:
              calls:
                - tool: shell
                  arguments: {command: 'sleep 60419'}
        """ + "\n" + Fix;

    /// <summary>The turns of a fix, to stand behind others.</summary>
    public const string Fix = """
          - at: 0
            when: {user_contains: 'Fix:'}
            answer: {calls: [{tool: read, arguments: {path: notes.txt}}]}
          - at: 1
            when: {user_contains: 'Fix:'}
            answer:
              calls:
                - tool: edit
                  arguments: {path: notes.txt, edits: [{old_string: colour=red, new_string: colour=green}]}
          - at: 2
            when: {tool_result_contains: Edited notes.txt}
            answer: {text: Changed.}
          - at: 2
            answer: {text: I could not change it.}
        """;
}
