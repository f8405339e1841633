namespace EditorAgent.EndToEnd.Tests.Headless;

/// <summary>What the scripted model says in these tests.</summary>
internal static class Conversations
{
    /// <summary>Reads <c>notes.txt</c> and repeats the colour that it found there.</summary>
    public const string Reading = """
        turns:
          - answer:
              text: I look.
              calls: [{tool: read, arguments: {path: notes.txt}}]
          - answer: {text: 'The colour is ${result:colour=(\w+)}.'}
        """;

    /// <summary>Reads <c>notes.txt</c>, then makes its colour green.</summary>
    public const string Editing = """
        turns:
          - answer: {calls: [{tool: read, arguments: {path: notes.txt}}]}
          - answer:
              calls:
                - tool: edit
                  arguments: {path: notes.txt, edits: [{old_string: colour=red, new_string: colour=green}]}
          - when: {tool_result_matches: 'Nobody can be asked|Not allowed'}
            at: 2
            answer: {text: I could not change it.}
          - at: 2
            answer: {text: Changed.}
        """;

    /// <summary>Needs no tool, and answers a second prompt otherwise than the first.</summary>
    public const string Remembering = """
        count: whole_conversation
        turns:
          - answer: {text: First answer.}
          - answer: {text: Second answer.}
        """;
}
