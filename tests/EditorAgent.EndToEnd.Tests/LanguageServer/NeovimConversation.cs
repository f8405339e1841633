namespace EditorAgent.EndToEnd.Tests.LanguageServer;

/// <summary>What the scripted model says to the user of <c>tests/lsp-clients/neovim</c>.</summary>
internal static class NeovimConversation
{
    public const string Session = """
        turns:
          - at: 0
            when: {user_contains: 'Fix and add tests:'}
            answer: {calls: [{tool: shell, arguments: {command: 'sleep 60423'}}]}
          - at: 0
            when: {user_contains: 'Add tests:'}
            answer: {calls: [{tool: write, arguments: {path: notes.test, content: "colour is red\n"}}]}
          - at: 1
            when: {user_contains: 'Add tests:'}
            answer: {text: Tested.}
          - at: 0
            when: {user_contains: 'Explain: CalcTests'}
            answer: {calls: [{tool: run_tests, arguments: {project: Red.csproj}}]}
          - at: 1
            when: {user_contains: 'Explain: CalcTests'}
            answer: {text: One is red.}
          - at: 0
            when: {user_contains: 'Explain:'}
            answer: {text: It is a colour.}
          - at: 0
            when: {user_contains: 'Expected 4 but got 5'}
            answer: {text: I have seen the failure.}
        """ + "\n" + LspConversation.Fix;
}
