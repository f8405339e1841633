using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Models.Images;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent.Attachments;

/// <summary>Images of a prompt, whichever door they come through.</summary>
internal static class ImageIntake
{
    /// <returns>The prompt with images that fit; in place of one that cannot be used stands a line, which the user is told too.</returns>
    public static ImmutableArray<ContentPart> Take(ImmutableArray<ContentPart> prompt, ImageFitting? fitting, ModelDescription model, Session session)
    {
        if (!prompt.Any(part => part is ContentPart.Image))
        {
            return prompt;
        }

        if (!model.TakesImages)
        {
            session.Append(new SessionEvent.Notice(
                NoticeSeverity.Warning, $"{model.Id} takes no images", "The model only learns that there is one. The session keeps it: choose another model, or set images = true for this one if it takes them."));
        }

        return fitting is null ? prompt : [.. prompt.Select(part => part is ContentPart.Image image ? Fitted(image, fitting, session) : part)];
    }

    private static ContentPart Fitted(ContentPart.Image image, ImageFitting fitting, Session session)
    {
        switch (fitting.Fit(image.Data))
        {
            case FittedImage.Usable usable:
                return usable.Image with { Outside = image.Outside, IsOfWorkspace = image.IsOfWorkspace };
            case FittedImage.Refused refused:
                session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, "An image was left out", $"It is not sent: {refused.Why}."));
                return new ContentPart.Text($"[An image was attached here and left out: {refused.Why}.]") { Outside = image.Outside, IsOfWorkspace = image.IsOfWorkspace };
            default:
                throw new InvalidOperationException("unknown image");
        }
    }
}
