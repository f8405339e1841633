using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Http;

/// <summary>Writes messages in one vendor's form. It may remember what it wrote, so a new conversation takes a new encoder.</summary>
internal interface IMessageEncoder
{
    /// <summary>Every array element written begins with a comma.</summary>
    void Append(Message message, Utf8Buffer target);

    /// <summary>The request ends here: writes what was held back. The conversation may go on in the next request.</summary>
    void Pause(Utf8Buffer target);
}
